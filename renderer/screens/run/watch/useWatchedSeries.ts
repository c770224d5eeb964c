import type { RunSeries, Series, SeriesMetric } from '#api';
import { computed } from 'vue';
import { useClient } from '../../../data/useClient.ts';
import { useLatest } from '../../../data/useLatest.ts';
import { joined, lowerBound } from '../../../figure/series.ts';
import type { AxisRange } from '../../../figure/ticks.ts';
import { useSeries, type RunPoints } from '../../shared/useSeries.ts';

/** Points of a metric: many for each pixel of the widest screen. */
const most = 65_536;
const zoomSettlesMs = 140;

/**
 * The points of a run that may be watched for hours while it trains: how many are kept has a bound. Of a longer run, the part that is
 * zoomed to is read again, so that every point of it appears.
 */
export function useWatchedSeries(
  id: () => string,
  metrics: () => readonly SeriesMetric[],
  view: () => AxisRange | null,
) {
  const client = useClient();
  const { points, loading } = useSeries(id, metrics, most);
  const isThinned = computed(() => [...points.value.values()].some(({ thinned }) => thinned));
  const { value: detail } = useLatest(
    () => {
      const range = view();
      return isThinned.value && range ? { id: id(), ...around(range) } : null;
    },
    ({ min, max, ...run }) =>
      client.readSeries({
        ...{ ...run, metrics: [...metrics()], fromEpoch: min, toEpoch: max, maxPoints: most / 2 },
      }),
    { key: ({ id: run, min, max }) => [run, min, max].join(), settleMs: zoomSettlesMs },
  );
  return {
    points: computed(() => (detail.value ? withDetail(points.value, detail.value) : points.value)),
    loading,
  };
}

/** With what a small move brings into view. */
function around({ min, max }: AxisRange): AxisRange {
  const margin = (max - min) / 2;
  return { min: Math.max(0, Math.floor(min - margin)), max: Math.ceil(max + margin) };
}

/** The points, those of `detail` in place of what is known of its epochs. */
export function withDetail(points: RunPoints, { series }: Pick<RunSeries, 'series'>): RunPoints {
  return new Map(
    [...points].map(([metric, known]) => {
      const part = (series as Partial<Record<SeriesMetric, Series>>)[metric];
      if (!part || part.epochs.length === 0) return [metric, known];
      const before = lowerBound(known.epochs, part.epochs[0]!);
      const after = lowerBound(known.epochs, part.epochs.at(-1)! + 1);
      const join = (all: Float64Array, inside: Float64Array): Float64Array =>
        joined([all.subarray(0, before), inside, all.subarray(after)]);
      return [
        metric,
        { ...known, epochs: join(known.epochs, part.epochs), values: join(known.values, part.values) },
      ];
    }),
  );
}
