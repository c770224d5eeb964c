import type { RunSummary } from '#api';
import { watchEffect } from 'vue';
import { provideChartPage, type ChartPage } from '../../figure/chart-page.ts';
import type { AxisRange } from '../../figure/ticks.ts';
import type { EpochCursor } from '../shared/cursor/useEpochCursor.ts';
import { useChartAddress } from '../shared/useChartAddress.ts';
import { runExtent } from './run-extent.ts';

/** Provides, and returns, the page of a run's charts, on its cursor; `parent` gives the epochs of the run that it was forked from, where these are drawn. */
export function useRunPage(
  given: { readonly run: RunSummary; readonly cursor: EpochCursor },
  { hidden = [], parent = () => null }: { hidden?: readonly string[]; parent?: () => AxisRange | null } = {},
): ChartPage {
  const page = provideChartPage(hidden, given.cursor.hairline);
  useChartAddress(page);
  watchEffect(() => {
    const extent = runExtent(given.run, parent());
    // Charts redraw when this changes: most updates of a live run leave it as it is.
    const { min, max } = page.extent.value;
    if (extent.min !== min || extent.max !== max) page.extent.value = extent;
  });
  return page;
}
