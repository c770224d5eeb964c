import type { RunSummary, SeriesMetric } from '#api';
import { computed, type ComputedRef } from 'vue';
import { useClient } from '#data';
import type { ChartPage, ChartSeries } from '#figure';
import type { MeanScale } from './compare-lines.ts';
import type { CompareAxis } from './useCompareAxis.ts';
import type { Ancestor } from './useAncestors.ts';
import { useCompareLines, type LineInputs } from './useCompareLines.ts';
import type { CompareView } from './useCompareView.ts';
import { type ComparedPoints, useComparedSeries } from './useComparedSeries.ts';
import { useCursorValues } from './useCursorValues.ts';
import { readWholeSeries } from './whole-series.ts';

type Points = ReadonlyMap<string, ComparedPoints>;

/** The runs whose curves are needed, and what to read of them. */
export interface CurvesWanted {
  readonly ids: () => readonly string[];
  readonly runs: () => readonly RunSummary[];
  readonly slots: () => ReadonlyMap<string, number>;
  readonly ancestors: () => ReadonlyMap<string, readonly Ancestor[]>;
  readonly metrics: () => readonly SeriesMetric[];
  /** The run that curves are differences from; null for the raw values. */
  readonly base: () => RunSummary | null;
  readonly scaleOf: (metric: SeriesMetric) => MeanScale;
}

const nothingRead = { overview: {}, detail: null };
/** Maximum number of thinned runs whose points at the crosshair are read exactly. */
const mostExact = 100;

/** Reads the curves of compared runs, and turns them into what is drawn. */
export function useCompareCurves(
  wanted: CurvesWanted,
  view: CompareView,
  page: ChartPage,
  { axisOf, viewOf }: CompareAxis,
) {
  /** Means, differences and other axes need every epoch; otherwise a picture needs no more points than it has pixels. */
  const needsAll = computed(
    () =>
      view.showsDifferences.value || view.grouping.value !== 'none' || view.axisWords.value.value !== 'epoch',
  );
  const client = useClient();
  /** Includes those of ancestors. */
  const allIds = (): string[] => {
    const behind = [...wanted.ancestors().values()].flat().map(({ run }) => run.id);
    return [...new Set([...wanted.ids(), ...behind])];
  };
  const { points, smoothed, waiting } = useComparedSeries(
    allIds,
    wanted.metrics,
    viewOf,
    () => (view.showsDifferences.value ? 0 : view.smoothing.value),
    () => needsAll.value,
  );

  const exactPoints = useCursorValues(
    () => points.value,
    () => {
      const epoch = page.cursor.value;
      if (epoch === null || needsAll.value) return null;
      const thinned = wanted.runs().filter(({ id }) => isThinned(points.value.get(id))).slice(0, mostExact); // oxfmt-ignore
      if (thinned.length === 0) return null;
      const stride = Math.max(...thinned.map(({ config }) => config.evaluateEvery));
      return { ids: thinned.map(({ id }) => id), metrics: wanted.metrics(), epoch, stride };
    },
  );

  const inputsOf = (read: Points, average: Points): LineInputs => {
    const base = wanted.base();
    return {
      runs: wanted.runs(),
      slots: wanted.slots(),
      points: read,
      smoothedPoints: average,
      smoothing: view.smoothing.value,
      baseline: base && (read.get(base.id) ?? nothingRead),
      grouping: view.grouping.value,
      scaleOf: wanted.scaleOf,
      ancestors: wanted.ancestors(),
      axisOf,
      viewOf,
    };
  };
  const { groups, colours, linesOf } = useCompareLines(() => inputsOf(points.value, smoothed.value));
  async function wholeLinesOf(metrics: readonly SeriesMetric[]): Promise<ChartSeries[]> {
    const whole = await readWholeSeries(client, allIds(), metrics);
    return useCompareLines(() => inputsOf(whole, new Map())).linesOf(metrics);
  }

  /** Every epoch is needed, but even the most that can be read lacks some. */
  const isTooLong: ComputedRef<boolean> = computed(
    () => needsAll.value && waiting.value === 0 && [...points.value.values()].some(isThinned),
  );
  return { exactPoints, waiting, isTooLong, groups, colours, linesOf, wholeLinesOf };
}

const isThinned = (known: ComparedPoints | undefined): boolean =>
  Object.values(known?.overview ?? {}).some((series) => series?.thinned);
