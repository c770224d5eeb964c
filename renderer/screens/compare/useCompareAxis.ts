import { isLive, type RunSummary } from '#api';
import { computed, watch, watchEffect } from 'vue';
import { type AxisRange, type ChartPage, liveExtent } from '#figure';
import { sameEpochs, type EpochMap } from './curve-transforms.ts';
import { epochMap, epochRange, type AxisKind } from './x-axis.ts';

/** The axis of all charts of the page, as long as its longest run, or as long as that is going to be. */
export function useCompareAxis(
  page: ChartPage,
  kind: () => AxisKind,
  /** The runs in the address. */
  ids: () => readonly string[],
  /** Those already read. */
  runs: () => readonly RunSummary[],
  /** Runs whose curves are drawn behind those of others. */
  ancestors: () => readonly RunSummary[],
) {
  const axes = computed(
    () => new Map([...ancestors(), ...runs()].map((run) => [run.id, epochMap(kind(), run)])),
  );
  /** Where the epochs of a run lie on the axis. */
  const axisOf = ({ id }: Pick<RunSummary, 'id'>): EpochMap => axes.value.get(id) ?? sameEpochs;

  // A zoomed range means nothing on another axis, and a position among some runs nothing among others.
  watch([kind, () => ids().join()], () => {
    page.view.value = null;
    page.cursor.value = null;
  });
  watchEffect(() => {
    const ends = runs().map((run) => {
      const { status, epochsDone, config } = run;
      const end = isLive(status) ? liveExtent(epochsDone, config.epochs).max : Math.max(1, epochsDone - 1);
      const { offset, factor } = axisOf(run);
      return offset + factor * end;
    });
    const max = Math.max(1, ...ends);
    if (max !== page.extent.value.max) page.extent.value = { min: 0, max };
  });
  return {
    axisOf,
    /** The visible epochs of a run, null for all. */
    viewOf: (id: string): AxisRange | null => page.view.value && epochRange(page.view.value, axisOf({ id })),
  };
}

export type CompareAxis = ReturnType<typeof useCompareAxis>;
