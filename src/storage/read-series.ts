import type { z } from 'zod';
import { AppError, type readSeriesQuery, type RunSeries, type Series, type SeriesMetric } from '#api';
import type { Connection } from './connection.ts';
import type { MetricColumn } from './metric-value.ts';

export type ReadSeriesQuery = z.output<typeof readSeriesQuery>;

interface SeriesRun {
  readonly run_id: number;
  readonly epochs_done: number;
  readonly dense_layers: number;
}

/** How a metric comes out of a row of `epochs`; null where it was not measured. */
interface MetricSource {
  readonly columns: readonly string[];
  readonly value: (columns: readonly (MetricColumn | null)[]) => number | null;
}

const column = (name: string): MetricSource => ({ columns: [name], value: ([value]) => toNumber(value!) });

const sources: Readonly<Record<Exclude<SeriesMetric, `layerPenalties.${number}`>, MetricSource>> = {
  loss: column('loss'),
  dataLoss: column('data_loss'),
  regularizationLoss: column('regularization_loss'),
  accuracy: column('accuracy'),
  learningRate: column('learning_rate'),
  validationLoss: column('validation_loss'),
  validationAccuracy: column('validation_accuracy'),
  generalizationGap: {
    columns: ['validation_loss', 'data_loss'],
    value: ([validationLoss, dataLoss]) =>
      validationLoss === null ? null : Number(validationLoss) - Number(dataLoss),
  },
};

const penaltyColumns = ['weight_l1', 'weight_l2', 'bias_l1', 'bias_l2'];

/** Reads metrics of one run as arrays. Blocks for as long as it takes: it belongs on the reader thread. */
export function createSeriesReader(db: Connection) {
  const selectRun = db.prepare<[string], SeriesRun>(
    `SELECT run_id, epochs_done, dense_layers FROM runs WHERE public_id = ?`,
  );

  return ({ id, metrics, fromEpoch, toEpoch, maxPoints }: ReadSeriesQuery): RunSeries => {
    const run = selectRun.get(id);
    if (run === undefined) throw new AppError('notFound', `there is no run ${JSON.stringify(id)}`);
    const range = [run.run_id, fromEpoch, toEpoch ?? Number.MAX_SAFE_INTEGER] as const;
    const read = (metric: SeriesMetric): Series => {
      const layer = penaltyLayer(metric, run, id);
      const series =
        layer === null
          ? collect(
              db,
              epochsSql(sources[metric as keyof typeof sources].columns),
              range,
              sources[metric as keyof typeof sources].value,
            )
          : collect(db, penaltySql, [layer, ...range], sumPenalty);
      return thin(series, maxPoints);
    };
    return {
      id,
      epochsDone: run.epochs_done,
      series: Object.fromEntries(metrics.map((metric) => [metric, read(metric)])),
    };
  };
}

/** Binds run, first and last epoch. */
export function epochsSql(columns: readonly string[]): string {
  return `SELECT epoch, ${columns.join(', ')} FROM epochs WHERE run_id = ? AND epoch BETWEEN ? AND ? ORDER BY epoch`;
}

/** Binds layer, run, first and last epoch. A layer without lambdas has no rows: its penalty is 0 at every epoch. */
export const penaltySql = `
  SELECT epochs.epoch, ${penaltyColumns.map((name) => `coalesce(${name}, 0.0)`).join(', ')}
  FROM epochs LEFT JOIN epoch_penalties AS penalty
    ON penalty.run_id = epochs.run_id AND penalty.epoch = epochs.epoch AND penalty.layer = ?
  WHERE epochs.run_id = ? AND epochs.epoch BETWEEN ? AND ? ORDER BY epochs.epoch`;

/** The penalty of a layer from its four parts, in the order in which the run's own copies are summed. */
export function sumPenalty(parts: readonly (MetricColumn | null)[]): number {
  return Number(parts[0]) + Number(parts[1]) + Number(parts[2]) + Number(parts[3]);
}

function collect(
  db: Connection,
  sql: string,
  parameters: readonly number[],
  valueOf: MetricSource['value'],
): Omit<Series, 'thinned'> {
  const rows = db
    .prepare<number[], [number, ...(MetricColumn | null)[]]>(sql)
    .raw()
    .iterate(...parameters);
  let epochs = new Float64Array(1024);
  let values = new Float64Array(1024);
  let length = 0;
  for (const [epoch, ...columns] of rows) {
    const value = valueOf(columns);
    if (value === null) continue;
    if (length === epochs.length) {
      epochs = doubled(epochs);
      values = doubled(values);
    }
    epochs[length] = epoch;
    values[length] = value;
    length += 1;
  }
  return { epochs: epochs.slice(0, length), values: values.slice(0, length) };
}

function doubled(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}

function thin(series: Omit<Series, 'thinned'>, maxPoints: number | null): Series {
  if (maxPoints === null || series.epochs.length <= maxPoints) return { ...series, thinned: false };
  return { ...series, thinned: false };
}

function penaltyLayer(metric: SeriesMetric, run: SeriesRun, id: string): number | null {
  if (!metric.startsWith('layerPenalties.')) return null;
  const layer = Number(metric.slice('layerPenalties.'.length));
  if (layer < run.dense_layers) return layer;
  throw new AppError(
    'invalidInput',
    `got ${metric}; run ${id} has the dense layers 0 to ${run.dense_layers - 1}`,
  );
}

function toNumber(value: MetricColumn | null): number | null {
  return value === null ? null : Number(value);
}
