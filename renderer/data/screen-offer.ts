import type { CommandInput } from '#api';
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** The runs that an export is of. */
export type ExportedRuns = Omit<CommandInput<'prepareExport'>, 'table'>;

/** What the screen can do for the menu of the desktop. Each is read when it is needed, so that it may depend on what changes. */
export interface ScreenOffer {
  /** The runs that the screen would export; null for none. */
  readonly exported?: () => ExportedRuns | null;
  /** Finds in a better way than by the text on the page; false where that is not possible now. */
  readonly find?: () => boolean;
}

const offers: ShallowRef<readonly ScreenOffer[]> = shallowRef([]);

/** Offers it for the life of the calling component. */
export function offerToMenu(offer: ScreenOffer): void {
  offers.value = [...offers.value, offer];
  onScopeDispose(() => (offers.value = offers.value.filter((other) => other !== offer)));
}

/** The runs that would be exported now, or null. */
export function exportedNow(): ExportedRuns | null {
  for (const { exported } of offers.value) {
    const runs = exported?.() ?? null;
    if (runs !== null) return runs;
  }
  return null;
}

/** Whether the screen has found a way of its own to find. */
export function findOnScreen(): boolean {
  return offers.value.some(({ find }) => find?.() ?? false);
}
