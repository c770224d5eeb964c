import { AppError, type NetworkMetric, type SeriesMetric } from '#api';
import type { PenaltyPart } from '#engine';
import type { Connection } from './connection.ts';
import { createColumnReader, difference, type ColumnValues } from './epoch-columns.ts';
import type { MetricColumnName } from './epoch-metrics.ts';
import { penaltySql } from './metric-sql.ts';
import type { MetricColumn } from './metric-value.ts';

/** What is needed to read a run's metrics. */
export interface MeasuredRun {
  readonly id: string;
  readonly run_id: number;
  readonly dense_layers: number;
  readonly origin: string | null;
}

export interface Found extends ColumnValues {
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

export type MetricReader = (
  metrics: readonly SeriesMetric[],
  run: MeasuredRun,
  from: number,
  to: number,
) => Found[];

/** Reads metrics of a run between two epochs, both included, from its rows. Call it in a transaction. */
export function createMetricReader(db: Connection): MetricReader {
  const readColumns = createColumnReader(db);

  /** Reads metrics of the whole network. */
  function readNetwork(
    metrics: readonly NetworkMetric[],
    { run_id, origin }: MeasuredRun,
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
    for (let first = from; ; first = arrays[0]!.at(-1)! + 1) {
      const rows = statement.all(run, first, to, sliceLength);
      for (const row of rows)
        row.forEach((cell, at) => arrays[at]!.push(typeof cell === 'number' ? cell : NaN));
      if (rows.length < sliceLength) break;
    }
    const [epochs, ...values] = arrays.map((array) => Float64Array.from(array));
    return wanted.map(({ metric }, at) => ({ metric, epochs: epochs!, values: values[at]! }));
  }

  return (metrics, run, from, to) => {
    const network = metrics.filter(isOfNetwork);
    const layers = Map.groupBy(
      metrics.filter((metric) => !isOfNetwork(metric)).map((metric) => penaltySource(metric, run)),
      ({ layer }) => layer,
    );
    return [
      ...(network.length > 0 ? readNetwork(network, run, from, to) : []),
      ...[...layers].flatMap(([layer, sources]) => readPenalties(layer, sources, run.run_id, from, to)),
    ];
  };
}

function measuredOnly({ epochs, values }: ColumnValues): ColumnValues {
  const isMeasured = (_: number, at: number): boolean => !Number.isNaN(values[at]!);
  return { epochs: epochs.filter(isMeasured), values: values.filter((value) => !Number.isNaN(value)) };
}

export function isOfNetwork(metric: SeriesMetric): metric is NetworkMetric {
  return metric in columns || metric === 'generalizationGap';
}

function penaltySource(metric: SeriesMetric, { id, dense_layers: layers }: MeasuredRun): PenaltySource {
  const [, number, part] = metric.split('.') as [string, string, PenaltyPart?];
  const layer = Number(number);
  if (layer < layers) {
    const penalty = part === undefined ? penaltySql : partColumns[part];
    return { metric, layer, expression: `CASE WHEN penalty.layer IS NULL THEN 0 ELSE ${penalty} END` };
  }
  throw new AppError(
    'invalidInput',
    `got ${metric}; allowed: layerPenalties.0 to layerPenalties.${layers - 1}, the dense layers of run ${id}`,
  );
}
