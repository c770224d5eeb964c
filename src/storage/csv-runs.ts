import { generalizationGap, type EpochMetrics, type FinalMetrics, type TailMetrics } from '#api';
import { csvLine, flattenConfig, type CsvCell } from '#experiments';
import { csvTags } from './csv.ts';
import type { RunLookup } from './run-lookup.ts';
import { readParts, type ReadableParts, type RunRow } from './run-row.ts';

type Group = 'config' | 'last' | 'best' | 'final' | 'tail' | 'averaged' | 'test' | 'environment';
type ExportedRun = ReadableParts & { readonly environment: Pick<RunRow, 'threads'> };
type Cells = ReadonlyMap<string, CsvCell>;

const runColumns = [
  ...['run_id', 'name', 'status', 'created_at', 'duration_s', 'seed', 'tags'],
  ...['parent_id', 'branch_epoch', 'confirmation_id', 'digest', 'stopped_early', 'restored_epoch'],
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

/**
 * The lines of runs.csv: the header, then a line a run. Columns are those that any of the runs has. What cannot be read of a
 * run is empty.
 */
export function createRunLines({ requireRow }: RunLookup) {
  const read = (id: string): ExportedRun => {
    const row = requireRow(id);
    return { ...readParts(row).parts, environment: row };
  };

  return function* runLines(ids: readonly string[]): Generator<string> {
    // The runs are read twice, one at a time, so that memory does not grow with their number.
    const columns: Record<Group, Set<string>> = {
      config: new Set(),
      last: new Set(),
      best: new Set(),
      final: new Set(),
      tail: new Set(),
      averaged: new Set(),
      test: new Set(),
      environment: new Set(),
    };
    for (const id of ids) {
      const run = read(id);
      for (const group of groups) for (const name of groupCells(group, run).keys()) columns[group].add(name);
    }
    const sorted = groups.map((group) => [group, [...columns[group]].sort(byLayerNumber)] as const);

    yield csvLine([...runColumns, ...sorted.flatMap(([, names]) => names)]);
    for (const id of ids) {
      const run = read(id);
      const cells = sorted.flatMap(([group, names]) => {
        const values = groupCells(group, run);
        return names.map((name) => values.get(name));
      });
      yield csvLine([
        ...[
          run.id,
          run.name,
          run.status,
          run.createdAt,
          run.durationMs === null ? null : run.durationMs / 1000,
          run.seed,
          csvTags(run.tags ?? []),
        ],
        ...[run.branch?.parentId, run.branch?.epoch, run.confirmationId, run.digest],
        ...[run.stoppedEarly, run.restoredEpoch],
        ...cells,
      ]);
    }
  };
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

/** Of what made the run, what the other columns do not decide. */
function addEnvironment({ environment }: ExportedRun, cells: Map<string, CsvCell>): void {
  if (environment.threads !== null) cells.set('environment.threads', environment.threads);
}

/** Empty until somebody reveals it on purpose: an export tells no more than the screen. */
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
  // An absent gap has its column all the same, behind the metrics it is made of.
  cells.set(`${group}.generalization_gap`, generalizationGap(metrics));
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Keeps the order of appearance but for layers, which stand by their number and behind one another. */
function byLayerNumber(a: string, b: string): number {
  const [layerA, layerB] = [layerNumber(a), layerNumber(b)];
  return layerA === null || layerB === null ? 0 : layerA - layerB;
}

function layerNumber(column: string): number | null {
  const match = /(?:layers|layer_penalties)\.(\d+)/.exec(column);
  return match === null ? null : Number(match[1]);
}
