import type { SeriesMetric } from '#api';
import { computed } from 'vue';
import { useAddressPreference } from '#data';
import { choicesFor } from './compare-metrics.ts';
import type { ConfiguredRun } from './useConfigured.ts';
import { optionsOf } from '#words';

export const lineOptions = optionsOf({
  both: 'train and validation',
  train: 'train',
  validation: 'validation',
});

/** What the large chart shows, remembered. */
export function useMetricChoice(runs: () => readonly ConfiguredRun[]) {
  const metric = useAddressPreference('metric', 'compare.metric');
  const lines = useAddressPreference('lines', 'compare.lines');
  const choices = computed(() => choicesFor(runs()));
  const choice = computed(
    () => choices.value.find(({ value }) => value === metric.value) ?? choices.value[0]!,
  );
  /** The metrics of the choice whose lines are wanted. */
  const mainMetrics = computed((): SeriesMetric[] => {
    const { train, validation } = choice.value;
    if (validation === undefined) return [train];
    return lines.value === 'both' ? [train, validation] : [lines.value === 'train' ? train : validation];
  });
  return { metric, lines, choices, choice, mainMetrics };
}

export type ChosenMetric = ReturnType<typeof useMetricChoice>;
