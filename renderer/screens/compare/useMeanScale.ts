import type { SeriesMetric } from '#api';
import { computed } from 'vue';
import { useScales } from '../shared/useScales.ts';
import { choiceOf, hasGeometricMean, type MetricChoice } from './compare-metrics.ts';
import type { MeanScale } from './compare-lines.ts';

/** Means over seeds are taken on the scale that they are drawn on, as far as they may be; differences are on none but a linear one. */
export function useMeanScale(
  choices: () => readonly MetricChoice[],
  choice: () => MetricChoice,
  isDifference: () => boolean,
) {
  const scales = useScales('compare.logarithmic');
  const scaleIn = (shown: MetricChoice | undefined): MeanScale =>
    shown && hasGeometricMean(shown) && !isDifference() && scales.isLogarithmic(shown.value)
      ? 'logarithmic'
      : 'linear';
  return {
    /** What the means of a metric over seeds are taken on: where their axis is logarithmic, on that. */
    scaleOf: (metric: SeriesMetric): MeanScale => scaleIn(choiceOf(choices(), metric)),
    /** That of the chosen metric. */
    chosen: computed({
      get: () => scaleIn(choice()),
      set: (scale: MeanScale) => scales.choose(choice().value, scale),
    }),
  };
}
