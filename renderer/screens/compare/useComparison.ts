import { computed, proxyRefs } from 'vue';
import { steadyList } from '#data';
import { provideFigurePage } from '#figure';
import { hasGeometricMean, metricsOf } from './compare-metrics.ts';
import { compareNotices } from './compare-notices.ts';
import type { CurveSetting } from './curve-setting.ts';
import { dataNotices } from './data-notice.ts';
import { metricPanels, metricsOfPanels } from './multiples.ts';
import { useComparePictures } from './pictures/useComparePictures.ts';
import { groupKeyOf } from './run-groups.ts';
import { useAncestors } from './useAncestors.ts';
import { useBaseline } from './useBaseline.ts';
import { useCompareAxis } from './useCompareAxis.ts';
import { useCompareCurves } from './useCompareCurves.ts';
import { useComparedRuns } from './useComparedRuns.ts';
import { useCompareMode } from './useCompareMode.ts';
import { useCompareView } from './useCompareView.ts';
import { useConfigured } from './useConfigured.ts';
import { useMeanScale } from './useMeanScale.ts';
import { useMetricChoice } from './useMetricChoice.ts';

/** Everything that the parts of the screen share: the runs in the address, how they are shown, and what has been read of them. */
export function useComparison() {
  const figurePage = provideFigurePage();
  const { ids, runs, slots, failures, set, arrangement } = useComparedRuns();
  const readable = steadyList(() => ids.value.filter((id) => !failures.value.has(id)));
  /** Until the last is read, nothing is said about all of them, and the first may be missing. */
  const allRead = computed(() => {
    const known = new Set(runs.value.map(({ id }) => id));
    return ids.value.every((id) => known.has(id) || failures.value.has(id));
  });

  const configured = useConfigured(() => runs.value);
  const mode = useCompareMode();
  const hasCurves = computed(() => mode.value === 'curves' || mode.value === 'multiples');
  const view = useCompareView(
    () => configured.value,
    () => hasCurves.value,
  );
  const isOverEpochs = computed(() => view.axisWords.value.value === 'epoch');
  const { page, compareCursor, pictured, used } = useComparePictures(
    () => runs.value,
    () => slots.value,
    () => isOverEpochs.value,
    () => mode.value !== 'curves' && mode.value !== 'confusion',
  );

  const chosen = useMetricChoice(() => configured.value);
  const { choice, mainMetrics } = chosen;
  const panels = computed(() => metricPanels(chosen.choices.value));
  const { baseline, choose: chooseBaseline } = useBaseline(
    () => runs.value,
    () => allRead.value,
  );
  const differencesTo = computed(() => (view.showsDifferences.value ? (baseline.value ?? null) : null));
  const means = useMeanScale(
    () => chosen.choices.value,
    () => choice.value,
    () => view.showsDifferences.value,
  );
  const ancestors = useAncestors(
    () => runs.value,
    () => view.ancestors.value && view.grouping.value === 'none',
  );
  const axis = useCompareAxis(
    page,
    () => view.axisWords.value.value,
    () => ids.value,
    () => runs.value,
    () => [...ancestors.value.values()].flat().map(({ run }) => run),
  );
  const { exactPoints, waiting, isTooLong, groups, colours, linesOf, wholeLinesOf } = useCompareCurves(
    {
      ids: () => readable.value,
      runs: () => runs.value,
      slots: () => slots.value,
      ancestors: () => ancestors.value,
      metrics: () => (mode.value === 'multiples' ? metricsOfPanels(panels.value) : metricsOf(choice.value)),
      base: () => differencesTo.value,
      scaleOf: means.scaleOf,
    },
    view,
    page,
    axis,
  );
  const mainLines = steadyList(() => linesOf(mainMetrics.value));
  const gapLines = steadyList(() => linesOf(['generalizationGap']));
  const ofData = computed(() => dataNotices(configured.value));
  const notices = computed(() =>
    allRead.value
      ? [...ofData.value, ...compareNotices(runs.value, differencesTo.value, isTooLong.value)]
      : [],
  );

  const setting = computed((): CurveSetting => ({
    runs: runs.value,
    waiting: waiting.value,
    baseline: differencesTo.value?.name ?? null,
    grouped: groups.value.length > 0,
    averaged: groups.value.some((group) => group.averaged.length > 1),
    scaleOf: means.scaleOf,
    axis: view.axisWords.value,
    axisOf: axis.axisOf,
    wholeLinesOf,
  }));
  const canBeGeometric = computed(
    () => setting.value.averaged && differencesTo.value === null && hasGeometricMean(choice.value),
  );
  return proxyRefs({
    ...{ figurePage, ids, runs, readable, slots, failures, arrangement, notices, set },
    leaveOut: (id: string): void => set(ids.value.filter((other) => other !== id)),
    ...{
      mode,
      hasCurves,
      view,
      isOverEpochs,
      chosen,
      choice,
      mainMetrics,
      panels,
      means,
      baseline,
      chooseBaseline,
    },
    ...{ compareCursor, pictured, used },
    ...{ setting, points: exactPoints, waiting, groups, colours, linesOf, mainLines, gapLines },
    /** Means are of several runs, and of what may have a geometric one. */
    canBeGeometric,
    /** The group of lines on the page that a run's belong to: the run itself, or its group. */
    groupOf: computed(() => groupKeyOf(groups.value)),
  });
}

export type Comparison = ReturnType<typeof useComparison>;
