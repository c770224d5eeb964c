import type { Field } from './fields.ts';

const ofEpochs = {
  epoch: 'epoch',
  loss: 'training loss with penalties',
  data_loss: 'training loss',
  regularization_loss: 'penalties',
  accuracy: 'training accuracy',
  learning_rate: 'learning rate',
  validation_loss: 'validation loss',
  validation_accuracy: 'validation accuracy',
  evaluated_data_loss: 'training loss, evaluated as validation is',
  evaluated_accuracy: 'training accuracy, evaluated as validation is',
} as const;
const ofEnds = ['data_loss', 'accuracy', 'validation_loss', 'validation_accuracy'] as const;
export type EpochMetricName = keyof typeof ofEpochs;
export type EndMetricName = (typeof ofEnds)[number];

/** From which parameters a metric is, and what is said of it. */
const points = {
  last: 'where it was last measured',
  best: 'at the epoch of the lowest validation loss',
  final: 'after the last update',
  averaged: 'of the averaged parameters',
  tail: 'mean of the last 5 % of epochs',
  test: 'test set, once revealed',
} as const;
export type MetricPoint = keyof typeof points;

/** Where a metric is from, and which: `validation_loss` is `final.validation_loss`. */
export interface MetricSource {
  readonly point: MetricPoint;
  readonly metric: EpochMetricName | 'gap' | 'validation_deviation';
}

const sources = new Map<string, MetricSource>();
export const metricFields: readonly Field[] = [
  ...ofEnds.map((metric) => field(metric, { point: 'final', metric })),
  ...(['loss', 'regularization_loss', 'evaluated_data_loss', 'evaluated_accuracy'] as const).map((metric) =>
    field(metric, { point: 'last', metric }),
  ),
  field('gap', { point: 'last', metric: 'gap' }),
  ...(['last', 'best'] as const).flatMap((point) =>
    (Object.keys(ofEpochs) as EpochMetricName[]).map((metric) =>
      field(`${point}.${metric}`, { point, metric }),
    ),
  ),
  field('best.gap', { point: 'best', metric: 'gap' }),
  ...(['final', 'averaged', 'tail'] as const).flatMap((point) =>
    ofEnds.map((metric) => field(`${point}.${metric}`, { point, metric })),
  ),
  field('tail.validation_deviation', { point: 'tail', metric: 'validation_deviation' }),
  ...(['data_loss', 'accuracy'] as const).map((metric) => field(`test.${metric}`, { point: 'test', metric })),
];

/** Throws for what is no field of a metric. */
export function metricSource({ name }: Field): MetricSource {
  const source = sources.get(name);
  if (source === undefined) throw new Error(`${name} is no metric`);
  return source;
}

function field(name: string, source: MetricSource): Field {
  const { point, metric } = source;
  const words =
    metric === 'gap'
      ? 'validation loss minus training loss'
      : metric === 'validation_deviation'
        ? 'standard deviation of the validation loss'
        : ofEpochs[metric];
  sources.set(name, source);
  return { name, group: 'metric', type: 'number', about: `${words}, ${points[point]}`, values: [] };
}
