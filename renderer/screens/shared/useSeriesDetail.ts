import type { RunSeries, Series, SeriesMetric } from '#api';
import { computed, type ComputedRef } from 'vue';
import { useClient, useLatest } from '#data';
import { type AxisRange, joined, lowerBound } from '#figure';
import type { RunPoints } from './useSeries.ts';

const zoomSettlesMs = 140;
/** Per metric, in the visible range and what a small move brings into view. */
const mostInDetail = 32_768;

/** Thinned points, with all points in the visible range, which is read again. */
export function useSeriesDetail(
  id: () => string | null,
  metrics: () => readonly SeriesMetric[],
  points: () => RunPoints,
  view: () => AxisRange | null,
  smoothing: () => number = () => 0,
): ComputedRef<RunPoints> {
  const client = useClient();
  const isThinned = computed(() => [...points().values()].some(({ thinned }) => thinned));
  const { value: detail } = useLatest(
    () => {
      const [run, range] = [id(), view()];
      const by = smoothing();
      return isThinned.value && run !== null && range ? { id: run, by, ...around(range) } : null;
    },
    ({ id: run, by, min, max }) =>
      client.readSeries({
        ...{ id: run, metrics: [...metrics()], fromEpoch: min, toEpoch: max, maxPoints: mostInDetail },
        ...(by > 0 && { smoothing: by }),
      }),
    { key: ({ id: run, by, min, max }) => [run, by, min, max].join(), settleMs: zoomSettlesMs },
  );
  return computed(() => (detail.value ? withDetail(points(), detail.value) : points()));
}

function around({ min, max }: AxisRange): AxisRange {
  const margin = (max - min) / 2;
  return { min: Math.max(0, Math.floor(min - margin)), max: Math.ceil(max + margin) };
}

/** The points, with those of `detail` replacing what is known of its epochs. */
export function withDetail(points: RunPoints, { series }: Pick<RunSeries, 'series'>): RunPoints {
  return new Map(
    [...points].map(([metric, known]) => {
      const part = (series as Partial<Record<SeriesMetric, Series>>)[metric];
      if (!part || part.epochs.length === 0) return [metric, known];
      const before = lowerBound(known.epochs, part.epochs[0]!);
      const after = lowerBound(known.epochs, part.epochs.at(-1)! + 1);
      const join = (all: Float64Array, inside: Float64Array): Float64Array =>
        joined([all.subarray(0, before), inside, all.subarray(after)]);
      const [epochs, values] = [join(known.epochs, part.epochs), join(known.values, part.values)];
      return [metric, { ...known, epochs, values }];
    }),
  );
}
