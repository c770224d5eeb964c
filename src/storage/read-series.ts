import type { z } from 'zod';
import {
  AppError,
  type ManySeries,
  type readManySeriesQuery,
  type readSeriesQuery,
  type RunSeries,
  type Series,
} from '#api';
import { lowerBound, pointsAt, smooth, thinSeries, thinStretches } from '#experiments';
import type { Connection } from './connection.ts';
import { isLayerCount } from './dense-layers.ts';
import type { ColumnValues } from './epoch-columns.ts';
import { createMetricReader, type Found, type MeasuredRun } from './metric-rows.ts';
import { createOverviewMaker } from './overview-maker.ts';
import { createOverviewReader } from './overviews.ts';

export type ReadSeriesQuery = z.output<typeof readSeriesQuery>;
export type ReadManySeriesQuery = z.output<typeof readManySeriesQuery>;
type Wanted = Omit<ReadSeriesQuery, 'id'>;

export interface SeriesRun extends MeasuredRun {
  readonly epochs_done: number;
  /** Number of epochs that the stored overview covers; null if there is none. */
  readonly overview_epochs: number | null;
}

/** Reads metrics of one run as arrays. Blocks while it reads: it belongs on the reader thread. */
export function createSeriesReader(db: Connection) {
  const selectRun = db.prepare<[string], SeriesRun>(
    `SELECT public_id AS id, run_id, epochs_done, overview_epochs, dense_layers, origin FROM runs WHERE public_id = ?`,
  );
  const readMetrics = createMetricReader(db);
  const fromOverview = createOverviewReader(db, readMetrics);

  function read(id: string, wanted: Wanted): RunSeries {
    const run = selectRun.get(id);
    if (run === undefined) throw new AppError('notFound', `there is no run ${JSON.stringify(id)}`);
    const { fromEpoch, toEpoch, smoothing = 0 } = wanted;
    const answer = (found: readonly Found[], isPart = false): RunSeries => ({
      id,
      epochsDone: run.epochs_done,
      series: thinned(found, wanted, isPart),
    });
    const overview = fromOverview(run, wanted);
    if (overview) return answer(overview, true);
    // An average reaches back to the first epoch: the part that is asked for must not depend on where it starts.
    const first = smoothing === 0 ? fromEpoch : 0;
    const found = readMetrics([...new Set(wanted.metrics)], run, first, toEpoch ?? Number.MAX_SAFE_INTEGER);
    if (smoothing === 0) return answer(found);
    return answer(
      found.map(({ metric, epochs, values }): Found => {
        const from = lowerBound(epochs, fromEpoch);
        return {
          metric,
          epochs: epochs.subarray(from),
          values: smooth(values, smoothing).subarray(from),
        };
      }),
    );
  }

  // One transaction: an epoch stored meanwhile is in all columns or in none.
  return {
    /** Makes, or extends by a step, the overview of a run that lacks one; null if no run does. */
    missingOverview: db.transaction(createOverviewMaker(db, readMetrics)),

    one: db.transaction(({ id, ...wanted }: ReadSeriesQuery): RunSeries => read(id, wanted)),

    /** Series of the runs that exist and are readable; others are left out. */
    many: db.transaction(({ ids, ...wanted }: ReadManySeriesQuery): ManySeries => ({
      runs: [...new Set(ids)].filter((id) => hasLayers(selectRun.get(id))).map((id) => read(id, wanted)),
    })),
  };
}

/** False for a run that does not exist, or whose stored number of layers no network has. */
function hasLayers(run: SeriesRun | undefined): boolean {
  // Nothing is known about another program's network.
  return (
    run !== undefined && (isLayerCount(run.dense_layers) || (run.dense_layers === 0 && run.origin !== null))
  );
}

/** `isPart`: points have been left out of `found` already. */
function thinned(
  found: readonly Found[],
  { metrics, maxPoints, thinning }: Pick<Wanted, 'metrics' | 'maxPoints' | 'thinning'>,
  isPart: boolean,
): RunSeries['series'] {
  const thin = thinning === undefined ? thinSeries : thinStretches;
  const few = ({ epochs, values }: ColumnValues): ColumnValues =>
    maxPoints === null ? { epochs, values } : thin(epochs, values, maxPoints);
  const first = found.find(({ metric }) => metric === metrics[0]);
  const kept = thinning === 'together' && first ? few(first) : null;
  return Object.fromEntries(
    found.map((all) => [all.metric, owned(all, kept ? pointsAt(all, kept.epochs) : few(all), isPart)]),
  );
}

/** Each series owns its arrays, because they are transferred. */
function owned({ epochs: all }: ColumnValues, { epochs, values }: ColumnValues, isPart: boolean): Series {
  return {
    epochs: epochs.slice(),
    values: values.slice(),
    thinned: isPart || epochs.length < all.length,
  };
}
