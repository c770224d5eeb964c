import type { EpochMetrics } from '#api';
import { readMetric, readMetricOrNull, toMetricColumn, type MetricColumn } from './metric-value.ts';
import { readCount, readJson, unreadable } from './stored-value.ts';

/** Metrics of one epoch, a column each, in the order of the tables. */
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

/** Epochs that each run keeps a copy of, so that the history can list and sort without reading epochs. */
export const keptEpochs = ['last', 'validated', 'best'] as const;
export type KeptEpoch = (typeof keptEpochs)[number];

/** Columns in which a run keeps one of these epochs. */
export type KeptColumns<Kept extends KeptEpoch> = {
  readonly [Name in `${Kept}_${MetricColumnName}`]: MetricColumn | null;
} & {
  readonly [Name in `${Kept}_epoch`]: number | null;
} & { readonly [Name in `${Kept}_penalties`]: string | null };

/** `last_epoch = ?, last_loss = ?, ...`: sets all columns of a kept epoch, in the order of `bindEpoch`. */
export function assignEpoch(kept: KeptEpoch): string {
  return ['epoch', ...metricColumns, 'penalties'].map((name) => `${kept}_${name} = ?`).join(', ');
}

/** Values for `assignEpoch`; all null for no epoch. */
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
    // JSON has no NaN, no infinities and no -0, so every penalty is stored as text.
    JSON.stringify(metrics.layerPenalties.map(String)),
  ];
}

/** The epoch that `row` keeps as `kept`, or null if there is none yet. Throws notReadable. */
export function readEpoch<Kept extends KeptEpoch>(row: KeptColumns<Kept>, kept: Kept): EpochMetrics | null {
  const columns = row as Readonly<Record<string, unknown>>;
  if (columns[`${kept}_epoch`] === null) return null;
  const measured = (name: MetricColumnName) => readMetric(`${kept}_${name}`, columns[`${kept}_${name}`]);
  const optional = (name: MetricColumnName) =>
    readMetricOrNull(`${kept}_${name}`, columns[`${kept}_${name}`]);
  return {
    epoch: readCount(`${kept}_epoch`, columns[`${kept}_epoch`]),
    loss: measured('loss'),
    dataLoss: measured('data_loss'),
    regularizationLoss: measured('regularization_loss'),
    accuracy: measured('accuracy'),
    learningRate: measured('learning_rate'),
    validationLoss: optional('validation_loss'),
    validationAccuracy: optional('validation_accuracy'),
    evaluatedDataLoss: optional('evaluated_data_loss'),
    evaluatedAccuracy: optional('evaluated_accuracy'),
    layerPenalties: readPenalties(`${kept}_penalties`, columns[`${kept}_penalties`]),
  };
}

function readPenalties(column: string, text: unknown): number[] {
  const stored = readJson(column, text);
  const allowed = 'an array with the penalty of each dense layer';
  if (!Array.isArray(stored)) throw unreadable(column, text, allowed);
  return stored.map((penalty: unknown) => {
    const value = typeof penalty === 'string' && penalty !== '' ? Number(penalty) : penalty;
    if (typeof value === 'number' && (!Number.isNaN(value) || penalty === 'NaN')) return value;
    throw unreadable(column, text, allowed);
  });
}
