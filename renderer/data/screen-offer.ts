import type { CommandInput } from '#api';
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** The runs to export. */
export type ExportedRuns = Omit<CommandInput<'prepareExport'>, 'table'>;

/** What the screen offers to the desktop menu. Each function is called when needed, so its answer may change. */
export interface ScreenOffer {
  /** The runs that the screen would export; null for none. */
  readonly exported?: () => ExportedRuns | null;
  /** Starts a search better than one of the text on the page; false if that is not possible now. */
  readonly find?: () => boolean;
}

const offers: ShallowRef<readonly ScreenOffer[]> = shallowRef([]);

/** Makes the offer for the lifetime of the calling component. */
export function offerToMenu(offer: ScreenOffer): void {
  offers.value = [...offers.value, offer];
  onScopeDispose(() => (offers.value = offers.value.filter((other) => other !== offer)));
}

/** The runs that an export would take now, or null. */
export function exportedNow(): ExportedRuns | null {
  for (const { exported } of offers.value) {
    const runs = exported?.() ?? null;
    if (runs !== null) return runs;
  }
  return null;
}

/** Whether the screen has started a search of its own. */
export function findOnScreen(): boolean {
  return offers.value.some(({ find }) => find?.() ?? false);
}
