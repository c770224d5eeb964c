import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '#api';
import type { Connection } from '../../connection.ts';
import { readPieces } from '../read-pieces.ts';
import type { SourceOptions } from '../open-source.ts';
import { explaining } from '../staged-database.ts';
import type { StagedFile } from '../staging.ts';
import type { createForeignGathering, RunFacts } from './foreign-runs.ts';
import type { SourceNotes } from './open-foreign.ts';

type Gathering = ReturnType<typeof createForeignGathering>;

/** Statuses by their names in a database and their numbers in a folder. */
const statuses: Readonly<Record<string, RunFacts['status']>> = {
  ...{ FINISHED: 'completed', FAILED: 'failed', KILLED: 'stopped', RUNNING: 'interrupted' },
  ...{ '1': 'interrupted', '2': 'interrupted', '3': 'completed', '4': 'failed', '5': 'stopped' },
};

/** Path of a run's file: its folder, the kind of content, and the name, which may contain folders. */
const runFile = /^(.*?)([0-9a-f]{32})\/(?:(metrics|params)\/(.+)|meta\.yaml)$/;
/** Files with one parameter, or with a run's description, are small. */
const smallBytes = 1024 * 1024;

export function isMlflowFile({ name }: Pick<StagedFile, 'name'>): boolean {
  return runFile.test(name);
}

/** MLflow's folder (mlruns): one folder per run, with a file for each metric and parameter. */
export async function readMlflowFolder(
  files: readonly StagedFile[],
  gathering: Gathering,
  db: Connection,
  { reading }: Pick<SourceOptions, 'reading'>,
): Promise<SourceNotes> {
  const runs = new Map<string, { run: number; params: Map<string, string>; meta: Map<string, string> }>();
  for (const file of files) {
    const match = runFile.exec(file.name);
    if (match === null) continue;
    const [, , id, kind, name] = match;
    const found = runs.get(id!) ?? { run: gathering.enter(), params: new Map(), meta: new Map() };
    runs.set(id!, found);
    if (kind === 'metrics') {
      await readMetricFile(file, db, reading, (step, value) =>
        gathering.point(found.run, step, name!, value),
      );
    } else if (file.sizeBytes <= smallBytes) {
      const text = readFileSync(file.file, 'utf8');
      if (kind === 'params') found.params.set(name!, text.trim());
      else for (const line of text.matchAll(/^(\w+): *(.*)$/gm)) found.meta.set(line[1]!, unquoted(line[2]!));
    }
  }
  for (const [id, { run, params, meta }] of runs) {
    if (meta.get('lifecycle_stage') === 'deleted') continue;
    gathering.describe(run, {
      ...{ key: id, name: meta.get('run_name') || id.slice(0, 8), params },
      status: statuses[meta.get('status') ?? ''] ?? 'interrupted',
      startedMs: msOf(meta.get('start_time')),
      endedMs: msOf(meta.get('end_time')),
    });
  }
  return { notes: [] };
}

/** Each line has a time, a value and a step. */
async function readMetricFile(
  { name, file }: StagedFile,
  db: Connection,
  reading: SourceOptions['reading'],
  onPoint: (step: number, value: number) => void,
): Promise<void> {
  let rest = '';
  const readLine = (line: string): void => {
    if (line.trim() === '') return;
    const [, value, step] = line.trim().split(/\s+/);
    if (step === undefined)
      throw new AppError('invalidInput', `${name} has a line that is not a data point: ${line.slice(0, 80)}`);
    onPoint(Number(step), pythonNumber(value!));
  };
  const inOne = db.transaction((text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) readLine(line);
  });
  const decoder = new TextDecoder();
  for await (const piece of readPieces(file, reading)) inOne(decoder.decode(piece, { stream: true }));
  inOne('\n');
}

interface MetricRow {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  readonly is_nan: number;
}

const pointsAtATime = 10_000;

/** MLflow's own database. */
export function readMlflowDatabase(
  { file, name }: StagedFile,
  gathering: Gathering,
  db: Connection,
): SourceNotes {
  return explaining(name, () => {
    const source = new Database(file, { readonly: true });
    try {
      source.pragma('trusted_schema = OFF');
      requireTables(source, name);
      const runs = source
        .prepare<
          [],
          { run_uuid: string; name: string | null; status: string; start_time: number; end_time: number }
        >(`SELECT run_uuid, name, status, start_time, end_time FROM runs WHERE lifecycle_stage = 'active'`)
        .all();
      const params = source
        .prepare<[string], [string, string]>(`SELECT key, value FROM params WHERE run_uuid = ?`)
        .raw();
      const metrics = source.prepare<[string, number, number], MetricRow & { row: number }>(
        `SELECT rowid AS row, key, value, step, is_nan FROM metrics WHERE run_uuid = ? AND rowid > ? ORDER BY rowid LIMIT ?`,
      );
      for (const told of runs) {
        const run = gathering.enter();
        for (let last = -1; ;) {
          const points = metrics.all(told.run_uuid, last, pointsAtATime);
          if (points.length === 0) break;
          db.transaction(() => {
            for (const point of points) {
              gathering.point(run, point.step, point.key, point.is_nan ? NaN : point.value);
            }
          })();
          last = points.at(-1).row;
        }
        gathering.describe(run, {
          ...{ key: told.run_uuid, name: told.name ?? told.run_uuid.slice(0, 8) },
          params: new Map(params.all(told.run_uuid)),
          status: statuses[told.status] ?? 'interrupted',
          startedMs: msOf(told.start_time),
          endedMs: msOf(told.end_time),
        });
      }
      return { notes: [] };
    } finally {
      source.close();
    }
  });
}

/** A view or a virtual table in place of a table could do anything. */
function requireTables(source: Connection, name: string): void {
  const tables = source
    .prepare<[], number>(
      `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('runs', 'metrics', 'params') AND sql LIKE 'CREATE TABLE%'`,
    )
    .pluck()
    .get();
  if (tables === 3) return;
  throw new AppError(
    'invalidInput',
    `${name} is another program's database; allowed: a Lambdascope or MLflow database`,
  );
}

function msOf(value: unknown): number | null {
  const ms = Number(value ?? NaN);
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** A float as Python writes it. */
function pythonNumber(text: string): number {
  if (/^-?inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}

/** A plain YAML scalar, as MLflow writes names. */
function unquoted(text: string): string {
  return /^(['"]).*\1$/.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text;
}
