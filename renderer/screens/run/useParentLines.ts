import type { RunSummary, SeriesMetric } from '#api';
import { computed } from 'vue';
import { useClient } from '#data';
import { type AxisRange, type ChartMark, type ChartSeries, nearestSample } from '#figure';
import { metricWords } from '#words';
import { readWhole, type RunPoints, useSeries } from '../shared/useSeries.ts';
import { metricSlot } from './run-lines.ts';

/** What a fork left behind: the parent's lines, faint, and the mark where it branched off. */
export function useParentLines(
  run: () => RunSummary,
  metrics: () => readonly SeriesMetric[],
  view: () => AxisRange | null,
) {
  const client = useClient();
  const branch = computed(() => run().branch);
  // A deleted parent has no lines any more.
  const parent = computed(() =>
    branch.value?.parentName === null || metrics().length === 0 ? null : (branch.value?.parentId ?? null),
  );
  const { points } = useSeries(() => parent.value, metrics, { view });
  const linesFrom = (of: RunPoints): Map<SeriesMetric, ChartSeries[]> =>
    new Map(
      [...of].map(([metric, known]) => {
        const { label, role } = metricWords(metric);
        const look = { group: metric, label, role, slot: metricSlot(metric), faint: true };
        return [metric, [{ key: `${metric} of the parent`, ...look, ...known }]];
      }),
    );
  const lines = computed(() => linesFrom(points.value));

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
    /** Every epoch of the lines, for a file. */
    async wholeLinesOf(shown: readonly SeriesMetric[]): Promise<ChartSeries[]> {
      const wanted = shown.filter((metric) => lines.value.has(metric));
      if (parent.value === null || wanted.length === 0) return [];
      return [...linesFrom(await readWhole(client, parent.value, wanted)).values()].flat();
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
