import { denseLayerName, explanations, type NetworkMetric, type SeriesMetric } from '#api';

/** How a line is drawn: what was trained on is solid, what was held out dashed, a penalty dotted. */
export type LineRole = 'train' | 'validation' | 'penalty';

/** Limits that a quantity has by nature: an accuracy lies between 0 and 1. */
export interface NaturalLimits {
  readonly min?: number;
  readonly max?: number;
}

/** What a metric is called and means. Explanations are one sentence, for whoever asks. */
export interface MetricWords {
  /** As a title: `Data loss`. */
  readonly title: string;
  /** As the name of a line: `data loss`. */
  readonly label: string;
  /** Where room is short; else the label. */
  readonly short?: string;
  readonly unit?: string;
  readonly explanation: string;
  readonly role: LineRole;
  readonly limits?: NaturalLimits;
}

const accuracyLimits = { min: 0, max: 1 };

const words: Readonly<Record<NetworkMetric, MetricWords>> = {
  dataLoss: {
    title: 'Data loss',
    label: 'data loss',
    unit: 'nats',
    explanation:
      'Mean cross-entropy of each pass over the training samples, without penalties: with dropout on and, in batches, before each update.',
    role: 'train',
  },
  validationLoss: {
    title: 'Validation loss',
    label: 'validation loss',
    short: 'validation',
    unit: 'nats',
    explanation: `${explanations.validationLoss.means} ${explanations.validationLoss.misleads}`,
    role: 'validation',
  },
  evaluatedDataLoss: {
    title: 'Evaluated data loss',
    label: 'data loss, evaluated',
    short: 'data loss, eval.',
    unit: 'nats',
    explanation:
      'Mean cross-entropy over the whole training set, measured as validation loss is: dropout off, before the epoch’s first update.',
    role: 'train',
  },
  loss: {
    title: 'Total loss',
    label: 'total loss',
    unit: 'nats',
    explanation: 'Data loss of each pass plus all penalties: what training minimizes.',
    role: 'train',
  },
  regularizationLoss: {
    title: 'Penalty',
    label: 'penalty',
    explanation: 'The sum over all layers of λ₁ Σ|w| + λ₂ Σw², for weights and biases.',
    role: 'penalty',
  },
  accuracy: {
    title: 'Training accuracy',
    label: 'training accuracy',
    short: 'accuracy',
    explanation:
      'Share of the training samples whose most probable class is the right one, of each pass: with dropout on and, in batches, before each update.',
    role: 'train',
    limits: accuracyLimits,
  },
  evaluatedAccuracy: {
    title: 'Evaluated training accuracy',
    label: 'training accuracy, evaluated',
    short: 'accuracy, eval.',
    explanation:
      'Share of the training samples whose most probable class is the right one, measured as validation is: dropout off, before the epoch’s first update.',
    role: 'train',
    limits: accuracyLimits,
  },
  validationAccuracy: {
    title: 'Validation accuracy',
    label: 'validation accuracy',
    short: 'val. accuracy',
    explanation: 'Share of the held-out samples whose most probable class is the right one.',
    role: 'validation',
    limits: accuracyLimits,
  },
  learningRate: {
    title: 'Learning rate',
    label: 'learning rate',
    explanation: "Step size of the epoch's update, after decay.",
    role: 'train',
  },
  generalizationGap: {
    title: 'Generalization gap',
    label: 'gap',
    unit: 'nats',
    explanation:
      'Validation loss minus data loss, both evaluated with dropout off on the same parameters: the further above zero, the more the network overfits.',
    role: 'train',
  },
};

/** Words of any metric; those of one layer's penalty carry its name. */
export function metricWords(metric: SeriesMetric): MetricWords {
  if (metric in words) return words[metric as keyof typeof words];
  const layer = denseLayerName(Number(metric.split('.')[1]));
  return {
    title: `Penalty of ${layer}`,
    label: layer,
    explanation: `What ${layer} adds to the loss by its four penalty factors.`,
    role: 'penalty',
  };
}
