import type { RunSummary, SeriesMetric } from '#api';
import { computed, type ComputedRef } from 'vue';
import { useClient, useLatest } from '#data';
import type { AxisRange } from '#figure';
import { pointsOf, type RunPoints } from '../shared/useSeries.ts';
import { useSeriesDetail } from '../shared/useSeriesDetail.ts';

/** During training, the averages are read again when the epochs have grown by this fraction. */
const growthShare = 0.01;
/** Points per metric. */
const most = 16_384;

interface Wanted {
  readonly run: () => RunSummary;
  readonly metrics: () => readonly SeriesMetric[];
  readonly points: () => RunPoints;
  /** 0 to 1. */
  readonly smoothing: () => number;
  readonly view: () => AxisRange | null;
}

/** Averages of a run for which the page lacks some points: the host computes them from all points. Empty if the page has them all. */
export function useAveraged({ run, metrics, points, smoothing, view }: Wanted): ComputedRef<RunPoints> {
  const client = useClient();
  const isThinned = computed(() => [...points().values()].some(({ thinned }) => thinned));
  const { value } = useLatest(
    () => {
      const { id, status, epochsDone } = run();
      const grown = Math.floor(Math.log(epochsDone + 1) / Math.log1p(growthShare));
      return isThinned.value && smoothing() > 0 ? { id, by: smoothing(), state: `${status} ${grown}` } : null;
    },
    ({ id, by }) => client.readSeries({ id, metrics: [...metrics()], maxPoints: most, smoothing: by }),
    { key: ({ id, by, state }) => [id, by, state].join(), inTurn: true },
  );
  const whole = computed((): RunPoints => (value.value ? pointsOf(value.value) : new Map()));
  return useSeriesDetail(
    () => run().id,
    metrics,
    () => whole.value,
    view,
    smoothing,
  );
}
