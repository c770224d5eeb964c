import type { NetworkMetric, Series } from '#api';
import { thinSeries } from '#experiments';
import type { Connection } from './connection.ts';

/** The first run that lacks an overview; see the index. The rows of shorter runs are read just as fast. */
export const withoutOverviewSql = `
  SELECT public_id AS id, run_id, epochs_done, origin FROM runs INDEXED BY runs_without_overview
  WHERE epochs_done > 4000 AND epochs_done IS NOT overview_epochs AND deleted_at IS NULL
    AND status IN ('completed', 'stopped', 'diverged', 'failed', 'interrupted') LIMIT 1`;

/** Thinned curves of a run, stored or to be stored. */
export interface Overview {
  readonly id: string;
  readonly epochsDone: number;
  readonly curves: Readonly<Partial<Record<NetworkMetric, Pick<Series, 'epochs' | 'values'>>>>;
}

interface RunWithoutOverview {
  readonly id: string;
  readonly run_id: number;
  readonly epochs_done: number;
  readonly origin: string | null;
}

interface CurveRow {
  readonly epochs: Buffer;
  readonly metric_values: Buffer;
}

/** Reads overviews. One that is not a list of numbers is ignored: the rows contain the same data. */
export function createOverviewReader(db: Connection) {
  const next = db.prepare<[], RunWithoutOverview>(withoutOverviewSql);
  const select = db.prepare<[number, string], CurveRow>(
    `SELECT epochs, metric_values FROM run_overviews WHERE run_id = ? AND metric = ?`,
  );
  const selectState = db
    .prepare<[number], number>(`SELECT overview_epochs IS epochs_done FROM runs WHERE run_id = ?`)
    .pluck();

  function readCurve(run: number, metric: NetworkMetric): Pick<Series, 'epochs' | 'values'> | null {
    const row = select.get(run, metric);
    if (row === undefined) return null;
    const [epochs, values] = [toNumbers(row.epochs), toNumbers(row.metric_values)];
    return epochs && values && epochs.length === values.length ? { epochs, values } : null;
  }

  return {
    nextWithoutOverview: () => next.get(),

    /** The requested curves with at most `maxPoints` points each; null unless all are present and up to date. */
    readOverview(
      run: number,
      metrics: readonly NetworkMetric[],
      maxPoints: number,
    ): Partial<Record<NetworkMetric, Series>> | null {
      if (selectState.get(run) !== 1) return null;
      const found: Partial<Record<NetworkMetric, Series>> = {};
      for (const metric of metrics) {
        const curve = readCurve(run, metric);
        if (curve === null) return null;
        const { epochs, values } = thinSeries(curve.epochs, curve.values, maxPoints);
        found[metric] = { epochs: epochs.slice(), values: values.slice(), thinned: true };
      }
      return found;
    },
  };
}

/** Stores overviews; returns false if the run has continued or is gone since its overview was made. */
export function createOverviewWriter(db: Connection) {
  const mark = db.prepare<[number, string, number], { run_id: number }>(
    `UPDATE runs SET overview_epochs = ? WHERE public_id = ? AND epochs_done = ? RETURNING run_id`,
  );
  const remove = db.prepare<[number]>(`DELETE FROM run_overviews WHERE run_id = ?`);
  const insert = db.prepare(`INSERT INTO run_overviews VALUES (?, ?, ?, ?)`);
  const save = db.transaction(({ id, epochsDone, curves }: Overview): boolean => {
    const run = mark.get(epochsDone, id, epochsDone)?.run_id;
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
