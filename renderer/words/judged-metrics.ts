import { generalizationGap, type JudgedMetrics } from '#api';
import { formatDifference, formatMetric, formatPercent, formatPoints } from './format.ts';

/** What a run is judged by, at one of its epochs. */
export interface JudgedMetric {
  /** In a sentence and as an axis: `validation loss`. */
  readonly label: string;
  /** At the head of a column. */
  readonly short: string;
  /** After the point, where a column of them is aligned. */
  readonly decimals: number;
  /** Said after the label; null for shares. */
  readonly unit: string | null;
  readonly isLowGood: boolean;
  readonly of: (metrics: JudgedMetrics) => number;
  readonly format: (value: number | null | undefined) => string;
  /** Of a difference of two of its values. */
  readonly formatChange: (value: number | null | undefined) => string;
}

const loss = {
  decimals: 5,
  unit: 'nats',
  isLowGood: true,
  format: formatMetric,
  formatChange: formatDifference,
};
const share = {
  decimals: 2,
  unit: null,
  isLowGood: false,
  format: formatPercent,
  formatChange: formatPoints,
};

/** Every metric by which runs of a sweep are compared: what it is called, where it is found, how it is written. */
export const judgedMetrics = {
  validationLoss: {
    ...loss,
    label: 'validation loss',
    short: 'Val. loss',
    of: ({ validationLoss }) => validationLoss,
  },
  generalizationGap: { ...loss, label: 'gap', short: 'Gap', of: generalizationGap, format: formatDifference },
  validationAccuracy: {
    ...share,
    label: 'validation accuracy',
    short: 'Val. acc.',
    of: ({ validationAccuracy }) => validationAccuracy,
  },
  dataLoss: { ...loss, label: 'training loss', short: 'Train loss', of: ({ dataLoss }) => dataLoss },
  accuracy: { ...share, label: 'training accuracy', short: 'Train acc.', of: ({ accuracy }) => accuracy },
} as const satisfies Readonly<Record<string, JudgedMetric>>;

export type JudgedMetricKey = keyof typeof judgedMetrics;

/** A metric with its unit, as the title of an axis. */
export function metricTitle(key: JudgedMetricKey): string {
  const { label, unit } = judgedMetrics[key];
  return unit === null ? label : `${label} (${unit})`;
}
