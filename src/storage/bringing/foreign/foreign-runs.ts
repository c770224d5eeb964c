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

/** What is known about another program's run. */
export interface RunFacts {
  /** Identifies the run among all runs of its program, in every import. */
  readonly key: string;
  readonly name: string;
  readonly params: ReadonlyMap<string, string | number>;
  readonly status: 'completed' | 'stopped' | 'failed' | 'interrupted';
  /** In milliseconds since 1970; null if unknown. */
  readonly startedMs: number | null;
  readonly endedMs: number | null;
}

type Origin = Exclude<RunOriginName, 'csv'>;

/** Points read at a time, and cells stored at a time. */
const pointsAtATime = 4096;
const cellsAtATime = 11 * 512;
/** Last millisecond of the year 9999. */
const latestMs = 253_402_300_799_999;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The metric columns that each imported metric fills. In a column that every row must have, NaN stands for what a foreign run did not
 * measure.
 */
const columnsOf: Readonly<Record<ImportedMetric, readonly (typeof metricColumns)[number][]>> = {
  loss: ['loss', 'data_loss'],
  accuracy: ['accuracy'],
  learning_rate: ['learning_rate'],
  validation_loss: ['validation_loss'],
  validation_accuracy: ['validation_accuracy'],
};
const optional = new Set<string>(metricColumns.slice(metricColumns.indexOf('validation_loss')));

/**
 * Collects the metrics of another program's runs, in any order, then creates runs from them. Points are kept in the staged database, not in
 * memory. The caller opens the transactions.
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
    /** Registers a run and returns its number; `describe` it before `finish`. */
    enter: (): number => runs.push(null) - 1,
    /** Ignores steps that cannot be epochs here, such as negative ones. */
    point(run: number, step: number, name: string, value: number): void {
      if (!Number.isSafeInteger(step) || step < 0) return;
      insertPoint.run(run, step, metricOf(name), toMetricColumn(value));
    },
    describe: (run: number, told: RunFacts): void => void (runs[run] = told),
    /** Creates the runs, with metrics mapped as given or guessed. Throws invalidInput if there are no metrics. */
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
  // A run that ended is immutable, so its status is set last.
  const end = db.prepare(`UPDATE runs SET status = ?, diverged_at = ? WHERE run_id = ?`);
  const metricsOf = db.prepare<[number], number>(`SELECT DISTINCT metric FROM points WHERE run = ?`).pluck();

  /** Which of our metrics the run's metrics are, by their numbers. */
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

  /** Returns the first step at which the loss was NaN; null if there is none. */
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

/** An impossible time, from a clock that was never set, becomes the epoch (1970). */
function timeOf(ms: number): string {
  return new Date(Math.abs(ms) < latestMs ? ms : 0).toISOString();
}

function unmeasured(): (MetricColumn | null)[] {
  return metricColumns.map((column) => (optional.has(column) ? null : 'NaN'));
}

/** The same run gets the same id every time it is read, so that it is recognized. */
function idOf(origin: Origin, key: string): string {
  const bytes = createHash('sha256').update(`${origin}\n${key}`).digest();
  return Array.from(bytes.subarray(0, 10), (byte) => alphabet[byte % 32]).join('');
}
