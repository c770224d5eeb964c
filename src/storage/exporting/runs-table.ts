import { generalizationGap, type EpochMetrics, type FinalMetrics, type TailMetrics } from '#api';
import { findField, flattenConfig, type CsvCell } from '#experiments';
import { csvTags } from './csv-text.ts';
import { numberType, type ColumnType, type ExportColumn, type ExportTable } from './export-table.ts';
import type { RunLookup } from '../run-lookup.ts';
import { readParts, type ReadableParts, type RunRow } from '../run-row.ts';

type Group = 'config' | 'last' | 'best' | 'final' | 'tail' | 'averaged' | 'test' | 'environment';
type ExportedRun = ReadableParts & { readonly environment: Pick<RunRow, 'threads'> };
type Cells = ReadonlyMap<string, CsvCell>;

const runColumns: readonly ExportColumn[] = [
  { name: 'run_id', type: 'text' },
  { name: 'name', type: 'text' },
  { name: 'status', type: 'text' },
  { name: 'created_at', type: 'text' },
  { name: 'duration_s', type: 'number' },
  { name: 'seed', type: 'integer' },
  { name: 'tags', type: 'text' },
  { name: 'parent_id', type: 'text' },
  { name: 'branch_epoch', type: 'integer' },
  { name: 'confirmation_id', type: 'text' },
  { name: 'digest', type: 'text' },
  { name: 'stopped_early', type: 'boolean' },
  { name: 'restored_epoch', type: 'integer' },
];
const groups: readonly Group[] = [
  'config',
  'last',
  'best',
  'final',
  'tail',
  'averaged',
  'test',
  'environment',
];

/** Every column that any of the runs has, and one row per run. Unreadable parts of a run are missing. */
export function createRunsTable({ requireRow }: RunLookup) {
  const read = (id: string): ExportedRun => {
    const row = requireRow(id);
    return { ...readParts(row).parts, environment: row };
  };

  return (ids: readonly string[]): ExportTable => {
    // Each run is read twice, one at a time, so that memory does not grow with their number.
    const found = new Map(groups.map((group) => [group, new Map<string, SeenTypes>()]));
    for (const id of ids) {
      const run = read(id);
      for (const group of groups) {
        const columns = found.get(group)!;
        for (const [name, cell] of groupCells(group, run))
          columns.set(name, (columns.get(name) ?? new Set()).add(typeof (cell ?? undefined)));
      }
    }
    const sorted = groups.map((group) => [group, [...found.get(group)!.keys()].sort(byLayerNumber)] as const);
    return {
      columns: [
        ...runColumns,
        ...sorted.flatMap(([group, names]) =>
          names.map((name) => ({ name, type: typeOf(group, name, found.get(group)!.get(name)!) })),
        ),
      ],
      rows: rowsOf(ids, sorted),
    };
  };

  function* rowsOf(
    ids: readonly string[],
    sorted: readonly (readonly [Group, readonly string[]])[],
  ): Generator<readonly CsvCell[]> {
    for (const id of ids) {
      const run = read(id);
      const cells = sorted.flatMap(([group, names]) => {
        const values = groupCells(group, run);
        return names.map((name) => values.get(name));
      });
      yield [
        ...[run.id, run.name, run.status, run.createdAt],
        ...[run.durationMs === null ? null : run.durationMs / 1000, run.seed, csvTags(run.tags ?? [])],
        ...[run.branch?.parentId, run.branch?.epoch, run.confirmationId, run.digest],
        ...[run.stoppedEarly, run.restoredEpoch],
        ...cells,
      ];
    }
  }
}

/** The `typeof` of each cell of a column; undefined for missing cells. */
type SeenTypes = Set<string>;

/** A path whose values have several types becomes text. */
function typeOf(group: Group, name: string, seen: ReadonlySet<string>): ColumnType {
  const types = [...seen].filter((type) => type !== 'undefined');
  if (types.length > 1 || types[0] === 'string') return 'text';
  if (types[0] === 'boolean') return 'boolean';
  if (types[0] === 'number') return numberType(name);
  // Missing in all runs: the type that it would otherwise have.
  const isNumber =
    group === 'config'
      ? findField(name.slice('config.'.length))?.type === 'number'
      : name !== 'test.revealed_at';
  return isNumber ? numberType(name) : 'text';
}

function groupCells(group: Group, run: ExportedRun): Cells {
  const cells = new Map<string, CsvCell>();
  if (group === 'config') {
    for (const [path, value] of run.config === null ? [] : flattenConfig(run.config))
      cells.set(`config.${path}`, value);
  } else if (group === 'test') addTest(run, cells);
  else if (group === 'environment') addEnvironment(run, cells);
  else if (run[group] !== null) addMetrics(group, run[group], cells);
  return cells;
}

/** The part of a run's environment that the other columns do not determine. */
function addEnvironment({ environment }: ExportedRun, cells: Map<string, CsvCell>): void {
  if (environment.threads !== null) cells.set('environment.threads', environment.threads);
}

/** Empty until revealed: an export shows no more than the screen. */
function addTest({ config, test }: ReadableParts, cells: Map<string, CsvCell>): void {
  if (!config?.test) return;
  cells.set('test.data_loss', test?.metrics?.dataLoss);
  cells.set('test.accuracy', test?.metrics?.accuracy);
  cells.set('test.averaged_data_loss', test?.averaged?.dataLoss);
  cells.set('test.averaged_accuracy', test?.averaged?.accuracy);
  cells.set('test.revealed_at', test?.revealedAt);
}

function addMetrics(
  group: string,
  metrics: EpochMetrics | FinalMetrics | TailMetrics,
  cells: Map<string, CsvCell>,
): void {
  for (const [name, value] of Object.entries(metrics) as [string, unknown][]) {
    const column = `${group}.${snakeCase(name)}`;
    if (Array.isArray(value)) value.forEach((part, layer) => cells.set(`${column}.${layer}`, part as number));
    else cells.set(column, value as number | null);
  }
  // A missing gap still has its column, after the metrics from which it is computed.
  cells.set(`${group}.generalization_gap`, generalizationGap(metrics));
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Keeps the order of appearance, except that columns of layers are grouped and sorted by layer number. */
function byLayerNumber(a: string, b: string): number {
  const [layerA, layerB] = [layerNumber(a), layerNumber(b)];
  return layerA === null || layerB === null ? 0 : layerA - layerB;
}

function layerNumber(column: string): number | null {
  const match = /(?:layers|layer_penalties)\.(\d+)/.exec(column);
  return match === null ? null : Number(match[1]);
}
