import type { RunSummary, SeriesMetric } from '#api';
import { watchEffect } from 'vue';
import { provideChartPage } from '../../figure/chart-page.ts';
import type { EpochCursor } from '../shared/cursor/useEpochCursor.ts';
import { useChartAddress } from '../shared/useChartAddress.ts';
import { runExtent } from './run-extent.ts';
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
