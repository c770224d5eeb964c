import type { z } from 'zod';
import {
  AppError,
  type NetworkMetric,
  overviewPoints,
  type ManySeries,
  type readManySeriesQuery,
  type readSeriesQuery,
  type RunSeries,
  type Series,
  type SeriesMetric,
  seriesMetrics,
} from '#api';
import type { PenaltyPart } from '#engine';
import { lowerBound, pointsAt, smooth, thinSeries, thinStretches } from '#experiments';
import type { Connection } from './connection.ts';
import { isLayerCount } from './dense-layers.ts';
import { createOverviewReader, type Overview } from './overviews.ts';
import { createColumnReader, difference, type ColumnValues } from './epoch-columns.ts';
import type { MetricColumnName } from './epoch-metrics.ts';
import { penaltySql } from './metric-sql.ts';
import type { MetricColumn } from './metric-value.ts';

export type ReadSeriesQuery = z.output<typeof readSeriesQuery>;
export type ReadManySeriesQuery = z.output<typeof readManySeriesQuery>;
type Wanted = Omit<ReadSeriesQuery, 'id'>;

interface SeriesRun {
  readonly run_id: number;
  readonly epochs_done: number;
  readonly dense_layers: number;
  readonly origin: string | null;
}

interface Found extends ColumnValues {
  readonly metric: SeriesMetric;
}

interface PenaltySource {
  readonly metric: SeriesMetric;
  readonly layer: number;
  readonly expression: string;
}

const columns: Readonly<Record<Exclude<NetworkMetric, 'generalizationGap'>, MetricColumnName>> = {
  loss: 'loss',
  dataLoss: 'data_loss',
  regularizationLoss: 'regularization_loss',
  accuracy: 'accuracy',
  learningRate: 'learning_rate',
  validationLoss: 'validation_loss',
  validationAccuracy: 'validation_accuracy',
  evaluatedDataLoss: 'evaluated_data_loss',
  evaluatedAccuracy: 'evaluated_accuracy',
};

const partColumns: Readonly<Record<PenaltyPart, string>> = {
  weightL1: 'weight_l1',
  weightL2: 'weight_l2',
  biasL1: 'bias_l1',
  biasL2: 'bias_l2',
};

/** Rows per statement, see epoch-columns. */
const sliceLength = 16_384;

/** Reads `expressions` of a dense layer's penalty; binds run, first and last epoch, and a limit. */
export function penaltyScanSql(layer: number, expressions: readonly string[]): string {
  // A layer without lambdas has no rows: its penalty is 0 at every epoch.
  return `SELECT epochs.epoch, ${expressions.join(', ')} FROM epochs
    LEFT JOIN epoch_penalties AS penalty ON penalty.run_id = epochs.run_id
    AND penalty.epoch = epochs.epoch AND penalty.layer = ${layer}
    WHERE epochs.run_id = ? AND epochs.epoch BETWEEN ? AND ? ORDER BY epochs.epoch LIMIT ?`;
}

/** Reads metrics of one run as arrays. Blocks while it reads: it belongs on the reader thread. */
export function createSeriesReader(db: Connection) {
  const selectRun = db.prepare<[string], SeriesRun>(
    `SELECT run_id, epochs_done, dense_layers, origin FROM runs WHERE public_id = ?`,
  );
  const readColumns = createColumnReader(db);
  const { nextWithoutOverview, readOverview } = createOverviewReader(db);

  /** Reads metrics of the whole network. */
  function readNetwork(
    metrics: readonly NetworkMetric[],
    { run_id, origin }: Pick<SeriesRun, 'run_id' | 'origin'>,
    from: number,
    to: number,
  ): Found[] {
    const needed = metrics.flatMap((metric): MetricColumnName[] =>
      metric === 'generalizationGap' ? ['validation_loss', 'evaluated_data_loss'] : [columns[metric]],
    );
    const found = readColumns([...new Set(needed)], run_id, from, to);
    // In another program's run NaN means not measured: see columnsOf in bringing/foreign.
    if (origin !== null && origin !== 'csv') {
      for (const [column, values] of found) found.set(column, measuredOnly(values));
    }
    return metrics.map((metric): Found => {
      if (metric !== 'generalizationGap') return { metric, ...found.get(columns[metric])! };
      return { metric, ...difference(found.get('validation_loss')!, found.get('evaluated_data_loss')!) };
    });
  }

  /** Reads penalties of one layer, in one scan. */
  function readPenalties(
    layer: number,
    wanted: readonly PenaltySource[],
    run: number,
    from: number,
    to: number,
  ): Found[] {
    const sql = penaltyScanSql(
      layer,
      wanted.map(({ expression }) => expression),
    );
    const statement = db.prepare<number[], (MetricColumn | null)[]>(sql).raw();
    const arrays = [[], ...wanted.map(() => [])] as number[][];
    for (let first = from; ; first = arrays[0]!.at(-1) + 1) {
      const rows = statement.all(run, first, to, sliceLength);
      for (const row of rows)
        row.forEach((cell, at) => arrays[at]!.push(typeof cell === 'number' ? cell : NaN));
      if (rows.length < sliceLength) break;
    }
    const [epochs, ...values] = arrays.map((array) => Float64Array.from(array));
    return wanted.map(({ metric }, at) => ({ metric, epochs: epochs!, values: values[at]! }));
  }

  function readMetrics(
    { metrics, fromEpoch, toEpoch, smoothing = 0 }: Wanted,
    run: SeriesRun,
    id: string,
  ): Found[] {
    const wanted = [...new Set(metrics)];
    const lastEpoch = toEpoch ?? Number.MAX_SAFE_INTEGER;
    // An average reaches back to the first epoch: the result must not depend on where the requested part starts.
    const first = smoothing === 0 ? fromEpoch : 0;
    const network = wanted.filter(isOfNetwork);
    const layers = Map.groupBy(
      wanted.filter((metric) => !isOfNetwork(metric)).map((metric) => penaltySource(metric, run, id)),
      ({ layer }) => layer,
    );
    return [
      ...(network.length > 0 ? readNetwork(network, run, first, lastEpoch) : []),
      ...[...layers].flatMap(([layer, sources]) =>
        readPenalties(layer, sources, run.run_id, first, lastEpoch),
      ),
    ];
  }

  function read(id: string, wanted: Wanted): RunSeries {
    const run = selectRun.get(id);
    if (run === undefined) throw new AppError('notFound', `there is no run ${JSON.stringify(id)}`);
    const { fromEpoch, smoothing = 0 } = wanted;
    const overview = fromOverview(run, wanted);
    if (overview) return { id, epochsDone: run.epochs_done, series: overview };
    const found = readMetrics(wanted, run, id).map(({ metric, epochs, values }): Found => {
      const shown = smoothing === 0 ? values : smooth(values, smoothing);
      const from = smoothing === 0 ? 0 : lowerBound(epochs, fromEpoch);
      return { metric, epochs: epochs.subarray(from), values: shown.subarray(from) };
    });
    return { id, epochsDone: run.epochs_done, series: thinned(found, wanted) };
  }

  /** Whole curves with few points, if they are stored as an overview. */
  function fromOverview(
    run: SeriesRun,
    { metrics, fromEpoch, toEpoch, maxPoints, thinning, smoothing = 0 }: Wanted,
  ): RunSeries['series'] | null {
    const isWhole = fromEpoch === 0 && toEpoch === null && smoothing === 0 && thinning === undefined;
    if (!isWhole || maxPoints === null || maxPoints > overviewPoints) return null;
    return metrics.every(isOfNetwork) ? readOverview(run.run_id, metrics, maxPoints) : null;
  }

  // One transaction: an epoch stored meanwhile is in all columns or in none.
  return {
    /** Makes the overview of a run that lacks one; null if no run does. */
    missingOverview: db.transaction((): Overview | null => {
      const run = nextWithoutOverview();
      if (run === undefined) return null;
      const found = readNetwork(seriesMetrics, run, 0, Number.MAX_SAFE_INTEGER);
      const curves = found.map(({ metric, epochs, values }) => [
        metric,
        owned({ epochs, values }, thinSeries(epochs, values, overviewPoints)),
      ]);
      return {
        id: run.id,
        epochsDone: run.epochs_done,
        curves: Object.fromEntries(curves) as Overview['curves'],
      };
    }),

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

function measuredOnly({ epochs, values }: ColumnValues): ColumnValues {
  const isMeasured = (_: number, at: number): boolean => !Number.isNaN(values[at]!);
  return { epochs: epochs.filter(isMeasured), values: values.filter((value) => !Number.isNaN(value)) };
}

function thinned(
  found: readonly Found[],
  { metrics, maxPoints, thinning }: Pick<Wanted, 'metrics' | 'maxPoints' | 'thinning'>,
): RunSeries['series'] {
  const thin = thinning === undefined ? thinSeries : thinStretches;
  const few = ({ epochs, values }: ColumnValues): ColumnValues =>
    maxPoints === null ? { epochs, values } : thin(epochs, values, maxPoints);
  const first = found.find(({ metric }) => metric === metrics[0]);
  const kept = thinning === 'together' && first ? few(first) : null;
  return Object.fromEntries(
    found.map((all) => [all.metric, owned(all, kept ? pointsAt(all, kept.epochs) : few(all))]),
  );
}

/** Each series gets its own arrays, because they are transferred. */
function owned({ epochs: all }: ColumnValues, { epochs, values }: ColumnValues): Series {
  return { epochs: epochs.slice(), values: values.slice(), thinned: epochs.length < all.length };
}

function isOfNetwork(metric: SeriesMetric): metric is NetworkMetric {
  return metric in columns || metric === 'generalizationGap';
}

function penaltySource(metric: SeriesMetric, run: SeriesRun, id: string): PenaltySource {
  const [, number, part] = metric.split('.') as [string, string, PenaltyPart?];
  const layer = Number(number);
  if (layer < run.dense_layers) {
    const penalty = part === undefined ? penaltySql : partColumns[part];
    return { metric, layer, expression: `CASE WHEN penalty.layer IS NULL THEN 0 ELSE ${penalty} END` };
  }
  throw new AppError(
    'invalidInput',
    `got ${metric}; allowed: layerPenalties.0 to layerPenalties.${run.dense_layers - 1}, the dense layers of run ${id}`,
  );
}
