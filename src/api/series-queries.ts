import { z } from 'zod';
import { penaltyParts } from '#engine';
import { later } from '#experiments';
import { runId, runIds } from './queries.ts';

/** Metrics of a whole network that can be drawn over epochs. */
export const seriesMetrics = [
  'loss',
  'dataLoss',
  'regularizationLoss',
  'accuracy',
  'learningRate',
  'validationLoss',
  'validationAccuracy',
  'evaluatedDataLoss',
  'evaluatedAccuracy',
  'generalizationGap',
] as const;
const layer = later(() => z.int().min(0).max(63));
/** `layerPenalties.N` is the penalty of dense layer N, counting from 0, and `layerPenalties.N.weightL1` one of its four parts. */
export const seriesMetric = later(() =>
  z.union([
    z.enum(seriesMetrics),
    z.templateLiteral(['layerPenalties.', layer]),
    z.templateLiteral(['layerPenalties.', layer, '.', z.enum(penaltyParts)]),
  ]),
);
export type SeriesMetric = z.output<typeof seriesMetric>;
/** A metric of the whole network. */
export type NetworkMetric = (typeof seriesMetrics)[number];

/** The largest number of points per metric that a read may ask for. */
export const maxSeriesPoints = 1_000_000;
/** How many points per metric a host stores as the overview of a long completed run: four per two pixels of a wide chart. */
export const overviewPoints = 2000;

export const readSeriesQuery = later(() =>
  z.strictObject({
    id: runId,
    metrics: z.array(seriesMetric).min(1).max(400),
    /** First and last epoch wanted, both inclusive. */
    fromEpoch: z.int().min(0).default(0),
    toEpoch: z.int().min(0).nullable().default(null),
    /** At most this many points per metric, keeping each bucket's minimum and maximum; null gives every point. */
    maxPoints: z.int().min(4).max(maxSeriesPoints).nullable().default(null),
    /**
     * How points are left out. `stretches`: so that a reader can keep the points it has of a running run and continue, see `thinStretches`.
     * `together`: the same, and every metric has exactly the epochs of the first one. If absent, see `thinSeries`.
     */
    thinning: z.enum(['stretches', 'together']).optional(),
    /** Debiased exponential moving average from the run's first epoch, computed before thinning; 0, or none, gives the raw values. */
    smoothing: z.number().min(0).max(1).optional(),
  }),
);

export const readManySeriesQuery = later(() =>
  readSeriesQuery.omit({ id: true }).extend({ ids: runIds.max(100) }),
);

/** Snapshots of runs' parameters, for pictures of what the networks do. */
export const readSnapshotsQuery = later(() =>
  z.strictObject({
    ids: runIds.max(1000),
    /** All snapshots of each run, the last one, or for each of these epochs the latest snapshot at or before it. */
    at: z.union([z.enum(['all', 'last']), z.array(z.int().min(0)).min(1).max(100)]),
  }),
);
