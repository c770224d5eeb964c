import type { RunSummary, Series, SeriesMetric } from '#api';
import { computed } from 'vue';
import { useClient } from '../../data/useClient.ts';
import { useLatest } from '../../data/useLatest.ts';
import { nearestSample, type ChartMark, type ChartSeries } from '../../figure/series.ts';
import { metricWords } from '../../words/metric-words.ts';
import { metricSlot } from './run-lines.ts';

/** What a fork left: the parent's lines, faintly, and the mark where it branched off. */
export function useParentLines(run: () => RunSummary, metrics: () => readonly SeriesMetric[]) {
  const client = useClient();
  const branch = computed(() => run().branch);
  // One that was deleted has no lines any more.
  const parent = computed(() =>
    branch.value?.parentName === null ? null : (branch.value?.parentId ?? null),
  );
  const { value } = useLatest(
    () => parent.value,
    (id) => client.readSeries({ id, metrics: [...metrics()], fromEpoch: 0 }),
  );
  const series = (metric: SeriesMetric): Series | undefined =>
    (value.value?.series as Partial<Record<SeriesMetric, Series>> | undefined)?.[metric];
  const lines = computed(
    () =>
      new Map(
        metrics().map((metric) => {
          const { label, role } = metricWords(metric);
          const points = series(metric);
          const look = { group: metric, label, role, slot: metricSlot(metric), faint: true };
          const line: ChartSeries[] = points ? [{ key: `${metric} of the parent`, ...look, ...points }] : [];
          return [metric, line] as const;
        }),
      ),
  );

  return {
    linesOf: (metric: SeriesMetric): ChartSeries[] => lines.value.get(metric) ?? [],
    marksOf(metric: SeriesMetric): ChartMark[] {
      const [line] = lines.value.get(metric) ?? [];
      if (!branch.value || !line) return [];
      const { epoch } = branch.value;
      const at = nearestSample(line, epoch);
      if (!at || !Number.isFinite(at.value)) return [];
      return [{ kind: 'branch', group: metric, epoch, value: at.value, slot: line.slot }];
    },
    /** The parent's epochs; null without a parent. */
    extent: computed(() => {
      const epochs = [...lines.value.values()].flatMap(([line]) => (line ? [line.epochs] : []));
      if (epochs.length === 0) return null;
      return {
        min: Math.min(...epochs.map((all) => all[0] ?? Infinity)),
        max: Math.max(...epochs.map((all) => all.at(-1) ?? -Infinity)),
      };
    }),
  };
}
