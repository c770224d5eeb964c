import type { RunSummary } from '#api';
import { computed } from 'vue';
import { provideChartPage } from '#figure';
import { useCursorAddress } from '../../shared/cursor/useCursorAddress.ts';
import { useChartAddress } from '../../shared/useChartAddress.ts';
import { picturedRuns } from './pictured-runs.ts';
import { useCompareCursor, useCrosshair } from './useCompareCursor.ts';
import { useComparedSnapshots } from './useComparedSnapshots.ts';

/**
 * What the charts and pictures of a comparison share: one cursor, for the charts as far as they are over epochs, and for the pictures,
 * whose parameters are read once `needed`.
 */
export function useComparePictures(
  runs: () => readonly RunSummary[],
  slots: () => ReadonlyMap<string, number>,
  isOverEpochs: () => boolean,
  needed: () => boolean,
) {
  const compareCursor = useCompareCursor(runs, () => used.snapshots.value);
  const page = provideChartPage([], useCrosshair(compareCursor.cursor, isOverEpochs));
  /** The runs that have pictures. */
  const pictured = computed(() => picturedRuns(runs(), slots(), page.hidden.value));
  const used = useComparedSnapshots(() => pictured.value.runs, needed);
  // Both read the current state at once: the runs may be known already, and their pictures are known from here on.
  useChartAddress(page);
  useCursorAddress(compareCursor.cursor);
  return { page, compareCursor, pictured, used };
}
