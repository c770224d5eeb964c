import type { SeriesMetric } from '#api';
import { computed } from 'vue';
import { useScales } from '../shared/useScales.ts';
import { choiceOf, hasGeometricMean, type MetricChoice } from './compare-metrics.ts';
import type { MeanScale } from './compare-lines.ts';

/** Means over seeds are computed on the scale on which they are drawn, where that is allowed; differences are only ever on a linear one. */
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
    /** The scale on which a metric is averaged over seeds: that of its axis, if that is logarithmic. */
    scaleOf: (metric: SeriesMetric): MeanScale => scaleIn(choiceOf(choices(), metric)),
    /** That of the chosen metric. */
    chosen: computed({
      get: () => scaleIn(choice()),
      set: (scale: MeanScale) => scales.choose(choice().value, scale),
    }),
  };
}
