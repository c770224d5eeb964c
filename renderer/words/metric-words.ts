import {
  denseLayerName,
  explanations,
  generalizationGap,
  type JudgedMetrics,
  type NetworkMetric,
  type SeriesMetric,
} from '#api';
import {
  formatDifference,
  formatMetric,
  formatPercent,
  formatPoints,
  formatShortDifference,
  formatShortPoints,
} from './format.ts';

/** How a line is drawn: training is solid, held-out data dashed, a penalty dotted. */
export type LineRole = 'train' | 'validation' | 'penalty';

/** A quantity's natural limits: an accuracy lies between 0 and 1. */
export interface NaturalLimits {
  readonly min?: number;
  readonly max?: number;
}

type Maybe = number | null | undefined;

/** What kind of number a metric is: how it and its differences are written, and which direction is good. */
export interface Quantity {
  /** Follows the label; fractions and penalties have none. */
  readonly unit?: string | undefined;
  readonly isLowGood: boolean;
  readonly limits?: NaturalLimits | undefined;
  /** Decimals in a column aligned on the decimal point. */
  readonly decimals: number;
  readonly format: (value: Maybe) => string;
  /** Formats a difference of two of its values. */
  readonly formatChange: (value: Maybe) => string;
  /** Formats the size of a difference, if room is short. */
  readonly formatShortChange: (size: number) => string;
}

/** For penalties and rates. */
export const plainQuantity = {
  isLowGood: true,
  decimals: 5,
  format: formatMetric,
  formatChange: formatDifference,
  formatShortChange: formatShortDifference,
} as const satisfies Quantity;
const loss = { ...plainQuantity, unit: 'nats' } as const;
const gap = { ...loss, decimals: 4, format: formatDifference } as const;
const share = {
  isLowGood: false,
  limits: { min: 0, max: 1 },
  decimals: 2,
  format: formatPercent,
  formatChange: formatPoints,
  formatShortChange: formatShortPoints,
} as const;

/** The names and meaning of a metric. Explanations are one sentence, shown on demand. */
export interface MetricWords extends Quantity {
  /** As a title: `Data loss`. */
  readonly title: string;
  /** As the name of a line: `data loss`. */
  readonly label: string;
  /** If room is short; otherwise the label is used. */
  readonly short?: string;
  readonly explanation: string;
  readonly role: LineRole;
}

const words: Readonly<Record<NetworkMetric, MetricWords>> = {
  dataLoss: {
    ...loss,
    title: 'Data loss',
    label: 'data loss',
    explanation:
      'Mean cross-entropy of each pass over the training samples, without penalties: with dropout on and, in batches, before each update.',
    role: 'train',
  },
  validationLoss: {
    ...loss,
    title: 'Validation loss',
    label: 'validation loss',
    short: 'validation',
    explanation: `${explanations.validationLoss.means} ${explanations.validationLoss.misleads}`,
    role: 'validation',
  },
  evaluatedDataLoss: {
    ...loss,
    title: 'Evaluated data loss',
    label: 'data loss, evaluated',
    short: 'data loss, eval.',
    explanation:
      'Mean cross-entropy over the whole training set, measured as validation loss is: dropout off, before the epoch’s first update.',
    role: 'train',
  },
  loss: {
    ...loss,
    title: 'Total loss',
    label: 'total loss',
    explanation: 'Data loss of each pass plus all penalties: what training minimizes.',
    role: 'train',
  },
  regularizationLoss: {
    ...plainQuantity,
    title: 'Penalty',
    label: 'penalty',
    explanation: 'The sum over all layers of λ₁ Σ|w| + λ₂ Σw², for weights and biases.',
    role: 'penalty',
  },
  accuracy: {
    ...share,
    title: 'Training accuracy',
    label: 'training accuracy',
    short: 'accuracy',
    explanation:
      'Share of the training samples whose most probable class is the right one, of each pass: with dropout on and, in batches, before each update.',
    role: 'train',
  },
  evaluatedAccuracy: {
    ...share,
    title: 'Evaluated training accuracy',
    label: 'training accuracy, evaluated',
    short: 'accuracy, eval.',
    explanation:
      'Share of the training samples whose most probable class is the right one, measured as validation is: dropout off, before the epoch’s first update.',
    role: 'train',
  },
  validationAccuracy: {
    ...share,
    title: 'Validation accuracy',
    label: 'validation accuracy',
    short: 'val. accuracy',
    explanation: 'Share of the held-out samples whose most probable class is the right one.',
    role: 'validation',
  },
  learningRate: {
    ...plainQuantity,
    title: 'Learning rate',
    label: 'learning rate',
    explanation: "Step size of the epoch's update, after decay.",
    role: 'train',
  },
  generalizationGap: {
    ...gap,
    title: 'Generalization gap',
    label: 'gap',
    explanation:
      'Validation loss minus data loss, both evaluated with dropout off on the same parameters: the further above zero, the more the network overfits.',
    role: 'train',
  },
};

/** The words for any metric; those of one layer's penalty include its name. */
export function metricWords(metric: SeriesMetric): MetricWords {
  if (metric in words) return words[metric as keyof typeof words];
  const layer = denseLayerName(Number(metric.split('.')[1]));
  return {
    ...plainQuantity,
    title: `Penalty of ${layer}`,
    label: layer,
    explanation: `What ${layer} adds to the loss by its four penalty factors.`,
    role: 'penalty',
  };
}

/** What a run is judged by, at one of its epochs. */
export type JudgedMetricKey =
  | 'validationLoss'
  | 'generalizationGap'
  | 'validationAccuracy'
  | 'dataLoss'
  | 'accuracy';
export interface JudgedMetric extends MetricWords {
  /** For the head of a column. */
  readonly head: string;
  readonly of: (metrics: JudgedMetrics) => number;
}

/** Every metric by which runs of a sweep are compared: its name, where to find it, and its format. */
export const judgedMetrics: Readonly<Record<JudgedMetricKey, JudgedMetric>> = {
  validationLoss: { ...words.validationLoss, head: 'Val. loss', of: (of) => of.validationLoss },
  generalizationGap: { ...words.generalizationGap, head: 'Gap', of: generalizationGap },
  validationAccuracy: { ...words.validationAccuracy, head: 'Val. acc.', of: (of) => of.validationAccuracy },
  dataLoss: { ...words.dataLoss, label: 'training loss', head: 'Train loss', of: (of) => of.dataLoss },
  accuracy: { ...words.accuracy, head: 'Train acc.', of: (of) => of.accuracy },
};
