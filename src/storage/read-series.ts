import type { z } from 'zod';
import {
  AppError,
  type NetworkMetric,
  type readSeriesQuery,
  type RunSeries,
  type Series,
  type SeriesMetric,
} from '#api';
import type { PenaltyPart } from '#engine';
import { smooth, thinSeries } from '#experiments';
import type { Connection } from './connection.ts';
import { gapSql, penaltySql } from './metric-sql.ts';
import type { MetricColumn } from './metric-value.ts';

export type ReadSeriesQuery = z.output<typeof readSeriesQuery>;

interface SeriesRun {
  readonly run_id: number;
  readonly epochs_done: number;
  readonly dense_layers: number;
}

type Scan = 'recorded' | 'validated' | `penalty.${number}`;

/** Where a metric comes from: the rows to go through, and its value in each. */
interface MetricSource {
  readonly scan: Scan;
  readonly expression: string;
}

const sources: Readonly<Record<NetworkMetric, MetricSource>> = {
  loss: { scan: 'recorded', expression: 'loss' },
  dataLoss: { scan: 'recorded', expression: 'data_loss' },
  regularizationLoss: { scan: 'recorded', expression: 'regularization_loss' },
  accuracy: { scan: 'recorded', expression: 'accuracy' },
  learningRate: { scan: 'recorded', expression: 'learning_rate' },
  validationLoss: { scan: 'validated', expression: 'validation_loss' },
  validationAccuracy: { scan: 'validated', expression: 'validation_accuracy' },
  generalizationGap: { scan: 'validated', expression: gapSql() },
};

const partColumns: Readonly<Record<PenaltyPart, string>> = {
  weightL1: 'weight_l1',
  weightL2: 'weight_l2',
  biasL1: 'bias_l1',
  biasL2: 'bias_l2',
};

/** Rows per statement: enough to be fast, few enough to bound memory for runs of millions of epochs. */
const sliceLength = 16_384;

/** Reads `expressions` along a scan; binds run, first and last epoch, and a limit. */
export function scanSql(scan: Scan, expressions: readonly string[]): string {
  const [kind, layer] = scan.split('.') as [string, string?];
  const select = `SELECT epochs.epoch, ${expressions.join(', ')} FROM epochs`;
  const range = `WHERE epochs.run_id = ? AND epochs.epoch BETWEEN ? AND ?`;
  const end = `ORDER BY epochs.epoch LIMIT ?`;
  if (kind === 'recorded') return `${select} ${range} ${end}`;
  if (kind === 'validated') return `${select} ${range} AND validation_loss IS NOT NULL ${end}`;
  // A layer without lambdas has no rows: its penalty is 0 at every epoch.
  return `${select} LEFT JOIN epoch_penalties AS penalty ON penalty.run_id = epochs.run_id
    AND penalty.epoch = epochs.epoch AND penalty.layer = ${Number(layer)} ${range} ${end}`;
}

/** Reads metrics of one run as arrays. Blocks for as long as it takes: it belongs on the reader thread. */
export function createSeriesReader(db: Connection) {
  const selectRun = db.prepare<[string], SeriesRun>(
    `SELECT run_id, epochs_done, dense_layers FROM runs WHERE public_id = ?`,
  );

  /** The values of one scan: epochs first, then an array for each expression. */
  function collect(
    scan: Scan,
    expressions: readonly string[],
    run: number,
    from: number,
    to: number,
  ): number[][] {
    const statement = db.prepare<number[], (MetricColumn | null)[]>(scanSql(scan, expressions)).raw();
    const arrays = ['epoch', ...expressions].map((): number[] => []);
    for (let first = from; ;) {
      const rows = statement.all(run, first, to, sliceLength);
      // Infinity - Infinity comes out of SQL as NULL; what was not measured is no part of a scan.
      for (const row of rows)
        row.forEach((cell, at) => arrays[at]!.push(typeof cell === 'number' ? cell : NaN));
      if (rows.length < sliceLength) return arrays;
      first = arrays[0]!.at(-1)! + 1;
    }
  }

  return ({ id, metrics, fromEpoch, toEpoch, maxPoints, smoothing = 0 }: ReadSeriesQuery): RunSeries => {
    const run = selectRun.get(id);
    if (run === undefined) throw new AppError('notFound', `there is no run ${JSON.stringify(id)}`);
    const wanted = [...new Set(metrics)].map((metric) => ({ metric, ...sourceOf(metric, run, id) }));
    const series: Partial<Record<SeriesMetric, Series>> = {};

    for (const [scan, sharing] of Map.groupBy(wanted, (source) => source.scan)) {
      const expressions = sharing.map(({ expression }) => expression);
      const lastEpoch = toEpoch ?? Number.MAX_SAFE_INTEGER;
      // An average reaches back to the first epoch: the part that is asked for must not depend on where it starts.
      const first = smoothing === 0 ? fromEpoch : 0;
      const [epochs, ...values] = collect(scan, expressions, run.run_id, first, lastEpoch);
      const skipped = epochs!.findIndex((epoch) => epoch >= fromEpoch);
      sharing.forEach(({ metric }, at) => {
        // Each series owns its arrays, because they are transferred.
        const shown = smoothing === 0 ? values[at]! : smooth(values[at]!, smoothing);
        const from = skipped < 0 ? epochs!.length : skipped;
        series[metric] = thin(
          Float64Array.from(epochs!.slice(from)),
          Float64Array.from(shown.slice(from)),
          maxPoints,
        );
      });
    }
    return { id, epochsDone: run.epochs_done, series };
  };
}

function thin(epochs: Float64Array, values: Float64Array, maxPoints: number | null): Series {
  if (maxPoints === null || epochs.length <= maxPoints) return { epochs, values, thinned: false };
  return { ...thinSeries(epochs, values, maxPoints), thinned: true };
}

function sourceOf(metric: SeriesMetric, run: SeriesRun, id: string): MetricSource {
  if (metric in sources) return sources[metric as keyof typeof sources];
  const [, number, part] = metric.split('.') as [string, string, PenaltyPart?];
  const layer = Number(number);
  if (layer < run.dense_layers) {
    const penalty = part === undefined ? penaltySql : partColumns[part];
    const expression = `CASE WHEN penalty.layer IS NULL THEN 0 ELSE ${penalty} END`;
    return { scan: `penalty.${layer}`, expression };
  }
  throw new AppError(
    'invalidInput',
    `got ${metric}; run ${id} has the dense layers 0 to ${run.dense_layers - 1}`,
  );
}
