import { isLive, type RunSummary, type SeriesMetric } from '#api';
import { watchEffect } from 'vue';
import { type AxisRange, liveExtent, provideChartPage } from '#figure';
import type { EpochCursor } from '../shared/cursor/useEpochCursor.ts';
import { useChartAddress } from '../shared/useChartAddress.ts';
import { useParentLines } from './useParentLines.ts';

/** Provides the page of a run's charts, on its cursor; `parents` are the metrics for which the run it was forked from is drawn, too. */
export function useRunPage(
  given: { readonly run: RunSummary; readonly cursor: EpochCursor },
  {
    hidden = [],
    parents = () => [],
  }: { hidden?: readonly string[]; parents?: () => readonly SeriesMetric[] } = {},
) {
  const page = provideChartPage(hidden, given.cursor.hairline);
  useChartAddress(page);
  const view = () => page.view.value;
  const parent = useParentLines(() => given.run, parents, view);
  watchEffect(() => {
    const extent = runExtent(given.run, parent.extent.value);
    // Charts redraw when this changes: most updates of a live run leave it as it is.
    const { min, max } = page.extent.value;
    if (extent.min !== min || extent.max !== max) page.extent.value = extent;
  });
  return { view, parent };
}

type ShownRun = Pick<RunSummary, 'status' | 'epochsDone' | 'config' | 'branch'>;

/** The epochs shown in a run's charts: its own, which for a fork begin where it branched off, and those of `parent` if that is drawn. */
export function runExtent(run: ShownRun, parent: AxisRange | null = null): AxisRange {
  const own = ownExtent(run);
  return parent ? { min: Math.min(parent.min, own.min), max: Math.max(parent.max, own.max) } : own;
}

function ownExtent({ status, epochsDone, config, branch }: ShownRun): AxisRange {
  const first = branch?.epoch ?? 0;
  if (isLive(status)) return liveExtent(epochsDone, config.epochs, first);
  if (epochsDone - first === 1) return { min: first - 0.5, max: first + 0.5 };
  return { min: first, max: Math.max(first + 1, epochsDone - 1) };
}
