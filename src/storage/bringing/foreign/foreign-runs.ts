import { createHash } from 'node:crypto';
import { AppError, type ImportChoice, type ImportedMetric, type ImportPlan, type RunOriginName } from '#api';
import { createBulkInsert } from '../../bulk-insert.ts';
import type { Connection } from '../../connection.ts';
import { keptEpochs, metricColumns } from '../../epoch-metrics.ts';
import { createKeptEpochs } from '../../kept-epochs.ts';
import { toMetricColumn, type MetricColumn } from '../../metric-value.ts';
import { createForeignRuns } from '../insert-run.ts';
import { foreignConfig } from './foreign-config.ts';
import { mapMetrics, plainest, type MappedMetric } from './guess-metrics.ts';

/** What is known about a run of another program. */
export interface RunFacts {
  /** Identifies it among all runs of that program, in every import. */
  readonly key: string;
  readonly name: string;
  readonly params: ReadonlyMap<string, string | number>;
  readonly status: 'completed' | 'stopped' | 'failed' | 'interrupted';
  /** In milliseconds since 1970; null if unknown. */
  readonly startedMs: number | null;
  readonly endedMs: number | null;
}

type Origin = Exclude<RunOriginName, 'csv'>;

/** Points that are read at a time, and cells that are stored at a time. */
const pointsAtATime = 4096;
const cellsAtATime = 11 * 512;
/** The last moment of the year 9999, in milliseconds. */
const latestMs = 253_402_300_799_999;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Metrics that every row of ours has. What was not measured of a foreign run is NaN there. */
const columnsOf: Readonly<Record<ImportedMetric, readonly (typeof metricColumns)[number][]>> = {
  loss: ['loss', 'data_loss'],
  accuracy: ['accuracy'],
  learning_rate: ['learning_rate'],
  validation_loss: ['validation_loss'],
  validation_accuracy: ['validation_accuracy'],
};
const optional = new Set<string>(metricColumns.slice(metricColumns.indexOf('validation_loss')));

/**
 * Collects the metrics of another program's runs, in any order, and then creates runs from them. Points are kept in the staged database,
 * not in memory. The caller opens transactions meanwhile.
 */
export function createForeignGathering(db: Connection, origin: Origin) {
  db.exec(`CREATE TEMP TABLE points (
    run INTEGER, step INTEGER, metric INTEGER, value ANY, PRIMARY KEY (run, step, metric)) STRICT, WITHOUT ROWID`);
  const insertPoint = db.prepare(`INSERT OR REPLACE INTO points VALUES (?, ?, ?, ?)`);
  const runs: (RunFacts | null)[] = [];
  const metrics = new Map<string, number>();

  function metricOf(name: string): number {
    const known = metrics.get(name);
    if (known !== undefined) return known;
    if (metrics.size === 10_000) throw new AppError('invalidInput', 'there are more than 10,000 metrics');
    metrics.set(name, metrics.size);
    return metrics.size - 1;
  }

  return {
    /** The number of a new run, to be described at the end. */
    enter: (): number => runs.push(null) - 1,
    /** What is no step of ours, as a negative one, is left out. */
    point(run: number, step: number, name: string, value: number): void {
      if (!Number.isSafeInteger(step) || step < 0) return;
      insertPoint.run(run, step, metricOf(name), toMetricColumn(value));
    },
    describe: (run: number, told: RunFacts): void => void (runs[run] = told),
    /** Creates the runs, with metrics mapped as given or guessed. Throws invalidInput if there is none. */
    finish(said: ImportChoice['metrics']): ImportPlan['metrics'] {
      const mapped = mapMetrics([...metrics.keys()], said);
      if (!mapped.some(({ as }) => as !== null) && metrics.size === 0) {
        throw new AppError('invalidInput', 'none of its runs has a metric; nothing was imported');
      }
      const store = createStorage(db, origin, mapped, metrics);
      db.transaction(() => {
        for (const [run, told] of runs.entries()) if (told !== null) store(run, told);
      })();
      return mapped;
    },
  };
}

function createStorage(
  db: Connection,
  origin: Origin,
  mapped: readonly MappedMetric[],
  numbers: ReadonlyMap<string, number>,
) {
  const insertRun = createForeignRuns(db);
  const insertEpochs = createBulkInsert(db, 'epochs', 2 + metricColumns.length);
  const kept = createKeptEpochs(db);
  const select = db
    .prepare<[number, number, number], [step: number, metric: number, value: MetricColumn]>(
      `SELECT step, metric, value FROM points WHERE run = ? AND (step, metric) > (?, ?) ORDER BY step, metric LIMIT ${pointsAtATime}`,
    )
    .raw();
  const lastStep = db.prepare<[number], number | null>(`SELECT max(step) FROM points WHERE run = ?`).pluck();
  // An ended run is immutable: its status comes last.
  const end = db.prepare(`UPDATE runs SET status = ?, diverged_at = ? WHERE run_id = ?`);
  const metricsOf = db.prepare<[number], number>(`SELECT DISTINCT metric FROM points WHERE run = ?`).pluck();

  /** What the metrics of a run are here, by their numbers. */
  function meaningOf(run: number): Map<number, ImportedMetric> {
    const present = new Set(metricsOf.all(run));
    const own = mapped.filter(({ name }) => present.has(numbers.get(name)!));
    return new Map([...plainest(own)].map(([name, metric]) => [numbers.get(name)!, metric]));
  }

  function* pointsOf(run: number) {
    let [lastStep, lastMetric] = [-1, -1];
    for (;;) {
      const points = select.all(run, lastStep, lastMetric);
      const last = points.at(-1);
      if (last === undefined) return;
      yield* points;
      [lastStep, lastMetric] = last;
    }
  }

  /** Returns the first step at which the loss was NaN; null for none. */
  function storeEpochs(run: number, key: number): number | null {
    const meaning = meaningOf(run);
    let cells: (MetricColumn | null)[] = [];
    let divergedAt: number | null = null;
    let current = -1;
    let metrics = unmeasured();
    const flush = (atEnd: boolean): void => {
      if (current >= 0) cells.push(key, current, ...metrics);
      metrics = unmeasured();
      if (!atEnd && cells.length < cellsAtATime) return;
      insertEpochs(cells);
      cells = [];
    };
    for (const [step, metric, value] of pointsOf(run)) {
      const as = meaning.get(metric);
      if (as === undefined) continue;
      if (current !== step) flush(false);
      current = step;
      if (as === 'loss' && value === 'NaN') divergedAt ??= step;
      for (const column of columnsOf[as]) metrics[metricColumns.indexOf(column)] = value;
    }
    flush(true);
    return divergedAt;
  }

  return (run: number, told: RunFacts): void => {
    const last = lastStep.get(run) ?? -1;
    const startedMs = told.startedMs ?? told.endedMs ?? 0;
    const key = insertRun({
      ...{ id: idOf(origin, told.key), name: told.name, tags: [], origin },
      config: foreignConfig(told.params, last),
      columns: {
        status: 'interrupted',
        created_at: timeOf(startedMs),
        started_at: timeOf(startedMs),
        ended_at: timeOf(told.endedMs ?? startedMs),
        trained_ms: Math.max(0, Math.round((told.endedMs ?? startedMs) - startedMs)),
        epochs_done: last + 1,
      },
    });
    const divergedAt = storeEpochs(run, key);
    for (const which of keptEpochs) kept.refresh({ run_id: key, dense_layers: 0 }, which);
    end.run(divergedAt === null ? told.status : 'diverged', divergedAt, key);
  };
}

/** A time that is none, of a clock that was never set, is the beginning of time. */
function timeOf(ms: number): string {
  return new Date(Math.abs(ms) < latestMs ? ms : 0).toISOString();
}

function unmeasured(): (MetricColumn | null)[] {
  return metricColumns.map((column) => (optional.has(column) ? null : 'NaN'));
}

/** The same run gets the same id whenever it is read, so that it is known again. */
function idOf(origin: Origin, key: string): string {
  const bytes = createHash('sha256').update(`${origin}\n${key}`).digest();
  return Array.from(bytes.subarray(0, 10), (byte) => alphabet[byte % 32]).join('');
}
