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
  evaluated_data_loss: 'training loss, evaluated like validation',
  evaluated_accuracy: 'training accuracy, evaluated like validation',
} as const;
const ofGap = 'validation loss minus training loss';
const ofLayers = 'penalty of dense layer N';
const ofEnds = ['data_loss', 'accuracy', 'validation_loss', 'validation_accuracy'] as const;
export type EpochMetricName = keyof typeof ofEpochs;

/** The parameters that a metric is measured with, and how they are described. */
const points = {
  last: 'where it was last measured',
  best: 'at the epoch of the lowest validation loss',
  final: 'after the last update',
  averaged: 'of the averaged parameters',
  tail: 'mean of the last 5 % of epochs',
  test: 'test set, once revealed',
} as const;
export type MetricPoint = keyof typeof points;

/** Where a metric comes from, and which one it is: `validation_loss` is `final.validation_loss`. `layer` counts dense layers from 0. */
export type MetricSource =
  | { readonly point: MetricPoint; readonly metric: EpochMetricName | 'gap' | 'validation_deviation' }
  | { readonly point: 'last' | 'best'; readonly metric: 'layer_penalties'; readonly layer: number }
  | { readonly point: 'at'; readonly epoch: number; readonly metric: MeasuredName }
  | {
      readonly point: 'at';
      readonly epoch: number;
      readonly metric: 'layer_penalties';
      readonly layer: number;
    };
/** Metrics that epoch rows store in a column, or that are computed from one. */
type MeasuredName = Exclude<EpochMetricName, 'epoch'> | 'gap';

type WholeSource = Extract<
  MetricSource,
  { point: MetricPoint; metric: EpochMetricName | 'gap' | 'validation_deviation' }
>;
const sources = new Map<string, WholeSource>();
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
  metricField('layer_penalties.N', `${ofLayers}, ${points.last}`),
  metricField('last.layer_penalties.N', `${ofLayers}, ${points.last}`),
  metricField('best.layer_penalties.N', `${ofLayers}, ${points.best}`),
];

/** Metrics that can be queried at an epoch, without the epoch. */
export const epochFields: readonly Field[] = [
  ...(Object.keys(ofEpochs) as EpochMetricName[])
    .filter((metric) => metric !== 'epoch')
    .map((metric) => metricField(metric, ofEpochs[metric])),
  metricField('gap', ofGap),
  metricField('layer_penalties.N', ofLayers),
];

/** One of `epochFields` at an epoch, such as `validation_loss@200`. */
export function atEpoch({ name, about }: Field, epoch: number): Field {
  return metricField(`${name}@${epoch}`, `${about}, before the update of epoch ${epoch}`);
}

/** Throws if the field is not a metric. */
export function metricSource({ name }: Field): MetricSource {
  const source = sources.get(name);
  if (source !== undefined) return source;
  const [, point, layer, metric, epoch] =
    /^(?:(last|best)\.)?(?:layer_penalties\.(\d+)|([a-z_]+))(?:@(\d+))?$/.exec(name) ?? [];
  const ofLayer = layer === undefined ? null : ({ metric: 'layer_penalties', layer: Number(layer) } as const);
  if (epoch !== undefined) {
    return { point: 'at', epoch: Number(epoch), ...(ofLayer ?? { metric: metric as MeasuredName }) };
  }
  if (ofLayer !== null) return { point: point === 'best' ? 'best' : 'last', ...ofLayer };
  throw new Error(`${name} is not a metric`);
}

/** The metric's name, whatever its source: `validation loss`. */
export function metricNoun(source: MetricSource): string {
  switch (source.metric) {
    case 'gap':
      return ofGap;
    case 'validation_deviation':
      return 'standard deviation of the validation loss';
    case 'layer_penalties':
      return ofLayers.replace('N', String(source.layer));
    default:
      return ofEpochs[source.metric];
  }
}

function field(name: string, source: WholeSource): Field {
  sources.set(name, source);
  return metricField(name, `${metricNoun(source)}, ${points[source.point]}`);
}

function metricField(name: string, about: string): Field {
  return { name, group: 'metric', type: 'number', about, values: [] };
}
