import type { EpochMetrics } from '#api';
import { fromMetricColumn, requireMetric, toMetricColumn, type MetricColumn } from './metric-value.ts';

/** Metrics of one epoch as a column each, in the order of the tables. */
export const metricColumns = [
  'loss',
  'data_loss',
  'regularization_loss',
  'accuracy',
  'learning_rate',
  'validation_loss',
  'validation_accuracy',
  'evaluated_data_loss',
  'evaluated_accuracy',
] as const;
export type MetricColumnName = (typeof metricColumns)[number];

/** Epochs of which a run keeps a copy, so that the history lists and sorts without reading epochs. */
export const keptEpochs = ['last', 'validated', 'best'] as const;
export type KeptEpoch = (typeof keptEpochs)[number];

/** The columns in which a run keeps one epoch. */
export type KeptColumns<Kept extends KeptEpoch> = {
  readonly [Name in `${Kept}_${MetricColumnName}`]: MetricColumn | null;
} & {
  readonly [Name in `${Kept}_epoch`]: number | null;
} & { readonly [Name in `${Kept}_penalties`]: string | null };

/** `last_epoch = ?, last_loss = ?, ...`: sets all columns of a kept epoch, in the order of `bindEpoch`. */
export function assignEpoch(kept: KeptEpoch): string {
  return ['epoch', ...metricColumns, 'penalties'].map((name) => `${kept}_${name} = ?`).join(', ');
}

/** Values for `assignEpoch`; null for no epoch. */
export function bindEpoch(metrics: EpochMetrics | null): (MetricColumn | string | null)[] {
  if (metrics === null) return new Array<null>(metricColumns.length + 2).fill(null);
  const measured = [
    metrics.validationLoss,
    metrics.validationAccuracy,
    metrics.evaluatedDataLoss,
    metrics.evaluatedAccuracy,
  ];
  return [
    metrics.epoch,
    toMetricColumn(metrics.loss),
    toMetricColumn(metrics.dataLoss),
    toMetricColumn(metrics.regularizationLoss),
    toMetricColumn(metrics.accuracy),
    toMetricColumn(metrics.learningRate),
    ...measured.map((value) => (value === null ? null : toMetricColumn(value))),
    // JSON has no NaN, no infinities and no -0: every penalty travels as text.
    JSON.stringify(metrics.layerPenalties.map(String)),
  ];
}

/** The epoch that `row` keeps under `kept`, or null when there is none yet. */
export function readEpoch<Kept extends KeptEpoch>(row: KeptColumns<Kept>, kept: Kept): EpochMetrics | null {
  const columns = row as Readonly<Record<string, unknown>>;
  if (columns[`${kept}_epoch`] === null) return null;
  const metric = (name: MetricColumnName) => columns[`${kept}_${name}`] as MetricColumn;
  return {
    epoch: columns[`${kept}_epoch`] as number,
    loss: requireMetric(metric('loss')),
    dataLoss: requireMetric(metric('data_loss')),
    regularizationLoss: requireMetric(metric('regularization_loss')),
    accuracy: requireMetric(metric('accuracy')),
    learningRate: requireMetric(metric('learning_rate')),
    validationLoss: fromMetricColumn(metric('validation_loss')),
    validationAccuracy: fromMetricColumn(metric('validation_accuracy')),
    evaluatedDataLoss: fromMetricColumn(metric('evaluated_data_loss')),
    evaluatedAccuracy: fromMetricColumn(metric('evaluated_accuracy')),
    layerPenalties: (JSON.parse(columns[`${kept}_penalties`] as string) as string[]).map(Number),
  };
}
