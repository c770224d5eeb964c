import type { RunSummary, SeriesMetric } from '#api';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useAddressPreference } from '../../data/address/useAddress.ts';
import { choicesFor, type MetricChoice } from './compare-metrics.ts';

export const lineOptions = [
  { value: 'both', label: 'train and validation' },
  { value: 'train', label: 'train' },
  { value: 'validation', label: 'validation' },
] as const;

/** What the large chart shows, remembered. */
export interface ChosenMetric {
  readonly metric: Ref<MetricChoice['value']>;
  readonly lines: Ref<(typeof lineOptions)[number]['value']>;
  readonly choices: ComputedRef<readonly MetricChoice[]>;
  readonly choice: ComputedRef<MetricChoice>;
  /** Of the choice, those whose lines are wanted. */
  readonly mainMetrics: ComputedRef<readonly SeriesMetric[]>;
}

export function useMetricChoice(runs: () => readonly RunSummary[]): ChosenMetric {
  const metric = useAddressPreference('metric', 'compare.metric');
  const lines = useAddressPreference('lines', 'compare.lines');
  const choices = computed(() => choicesFor(runs()));
  const choice = computed(
    () => choices.value.find(({ value }) => value === metric.value) ?? choices.value[0]!,
  );
  const mainMetrics = computed((): SeriesMetric[] => {
    const { train, validation } = choice.value;
    if (validation === undefined) return [train];
    return lines.value === 'both' ? [train, validation] : [lines.value === 'train' ? train : validation];
  });
  return { metric, lines, choices, choice, mainMetrics };
}
