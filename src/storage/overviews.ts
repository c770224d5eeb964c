import { overviewPoints, type Series, type SeriesMetric } from '#api';
import { joined, lowerBound } from '#experiments';
import type { Connection } from './connection.ts';
import type { Found, MetricReader } from './metric-rows.ts';
import { headEpochs, longRunEpochs } from './overview-sizes.ts';
import type { ReadSeriesQuery, SeriesRun } from './read-series.ts';

export type Curve = Pick<Series, 'epochs' | 'values'>;

/** Thinned curves of a run, stored or to be stored. */
export interface Overview {
  readonly id: string;
  /** Number of epochs the curves cover, from epoch 0. */
  readonly epochsDone: number;
  /** Number of epochs covered by the overview that this one extends; null if there was none. */
  readonly goesOnFrom: number | null;
  /** Whether the run had ended when the curves were read. */
  readonly isOfEnded: boolean;
  /** By metric. */
  readonly curves: Readonly<Record<string, Curve>>;
}

interface CurveRow {
  readonly epochs: Buffer;
  readonly metric_values: Buffer;
}

/** Reads a stored curve; null if there is none. One that is not a list of numbers is ignored: the rows contain the same data. */
export function createCurveReader(db: Connection) {
  const select = db.prepare<[number, string], CurveRow>(
    `SELECT epochs, metric_values FROM run_overviews WHERE run_id = ? AND metric = ?`,
  );
  return (run: number, metric: SeriesMetric): Curve | null => {
    const row = select.get(run, metric);
    if (row === undefined) return null;
    const [epochs, values] = [toNumbers(row.epochs), toNumbers(row.metric_values)];
    return epochs && values && epochs.length === values.length ? { epochs, values } : null;
  };
}

/** Reads whole curves without scanning all rows; null if the rows are needed. */
export function createOverviewReader(db: Connection, readRows: MetricReader) {
  const readCurve = createCurveReader(db);

  /** The first `head` epochs from their rows, then the stored overview, then the rows recorded since. */
  function read(metrics: readonly SeriesMetric[], run: SeriesRun, head: number): Found[] | null {
    const covered = run.overview_epochs!;
    const stored = metrics.flatMap((metric) => readCurve(run.run_id, metric) ?? []);
    if (stored.length < metrics.length) return null;
    const first = head === 0 ? [] : readRows(metrics, run, 0, head - 1);
    const last = covered === run.epochs_done ? [] : readRows(metrics, run, covered, run.epochs_done - 1);
    return metrics.map((metric, at): Found => {
      const { epochs, values } = stored[at]!;
      const from = lowerBound(epochs, head);
      const rest = { metric, epochs: epochs.subarray(from), values: values.subarray(from) };
      const parts = [...first, rest, ...last].filter((part) => part.metric === metric);
      return { metric, ...joinCurves(parts) };
    });
  }

  return (run: SeriesRun, wanted: Omit<ReadSeriesQuery, 'id'>): Found[] | null => {
    const { fromEpoch, toEpoch, maxPoints, thinning, smoothing = 0 } = wanted;
    const covered = run.overview_epochs ?? 0;
    const isWhole = fromEpoch === 0 && toEpoch === null && smoothing === 0;
    if (!isWhole || maxPoints === null || covered === 0) return null;
    const isLong = run.epochs_done > longRunEpochs;
    const metrics = [...new Set(wanted.metrics)];
    if (thinning === undefined && maxPoints <= overviewPoints && (isLong || covered === run.epochs_done))
      return read(metrics, run, 0);
    if (thinning !== 'stretches' || !isLong) return null;
    // An overview that an earlier version made of a long run has too few points.
    const points = readCurve(run.run_id, 'loss')?.epochs.length ?? 0;
    return points > overviewPoints ? read(metrics, run, Math.min(headEpochs, covered)) : null;
  };
}

export function joinCurves(parts: readonly Curve[]): Curve {
  return {
    epochs: joined(parts.map(({ epochs }) => epochs)),
    values: joined(parts.map(({ values }) => values)),
  };
}

/** Discards the overview of a run whose epochs are rewritten. */
export const forgetOverviewSql = `UPDATE runs SET overview_epochs = NULL WHERE run_id = ?`;

/** Stores overviews; returns false if the run has continued or is gone since its overview was made. */
export function createOverviewWriter(db: Connection) {
  const mark = db.prepare<[Record<string, string | number | null>], { run_id: number }>(
    `UPDATE runs SET overview_epochs = :epochsDone WHERE public_id = :id AND overview_epochs IS :goesOnFrom
     AND (status NOT IN ('queued', 'running', 'paused')) = :isOfEnded AND epochs_done >= :epochsDone RETURNING run_id`,
  );
  const remove = db.prepare<[number]>(`DELETE FROM run_overviews WHERE run_id = ?`);
  const insert = db.prepare(`INSERT INTO run_overviews VALUES (?, ?, ?, ?)`);
  const save = db.transaction(({ id, epochsDone, goesOnFrom, isOfEnded, curves }: Overview): boolean => {
    const run = mark.get({ id, epochsDone, goesOnFrom, isOfEnded: Number(isOfEnded) })?.run_id;
    if (run === undefined) return false;
    remove.run(run);
    for (const [metric, { epochs, values }] of Object.entries(curves))
      insert.run(run, metric, toBytes(epochs), toBytes(values));
    return true;
  });
  return { saveOverview: (overview: Overview): boolean => save.immediate(overview) };
}

const toBytes = ({ buffer, byteOffset, byteLength }: Float64Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

function toNumbers(bytes: unknown): Float64Array | null {
  if (!(bytes instanceof Uint8Array) || bytes.byteLength % Float64Array.BYTES_PER_ELEMENT !== 0) return null;
  return new Float64Array(Uint8Array.from(bytes).buffer);
}
