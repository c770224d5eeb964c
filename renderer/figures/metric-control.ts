import type { Choices, Control } from '../figure/figure.ts';
import { type JudgedMetricKey, judgedMetrics } from '../words/metric-words.ts';

const offered = ['validationLoss', 'generalizationGap', 'validationAccuracy', 'dataLoss'] as const;
export type OfferedMetric = (typeof offered)[number] & JudgedMetricKey;

/** The metric by which a figure compares; validation loss by default. */
export function metricControl(
  choices: Choices,
  label: string,
): { readonly metric: OfferedMetric; readonly control: Control } {
  const metric = offered.find((key) => key === choices['metric']) ?? 'validationLoss';
  const options = offered.map((value) => ({ value, label: judgedMetrics[value].label }));
  return { metric, control: { key: 'metric', label, value: metric, options } };
}
