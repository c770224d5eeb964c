import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession } from '@playwright/test';
import type * as Electron from 'electron';
import { fromBrowserUrl } from './protocol.ts';

type Methods =
  | 'canGoBack'
  | 'canGoForward'
  | 'canGoToOffset'
  | 'clear'
  | 'getActiveIndex'
  | 'getAllEntries'
  | 'getEntryAtIndex'
  | 'goBack'
  | 'goForward'
  | 'goToIndex'
  | 'goToOffset'
  | 'length';

/** Chromium's history of a page, mirrored: Electron answers synchronously, the DevTools protocol does not. */
export interface StandInHistory extends Pick<Electron.NavigationHistory, Methods> {
  /** Reads it again: called after each navigation. */
  refresh(): Promise<void>;
}

export function createNavigationHistory(session: () => CDPSession | null): StandInHistory {
  let entries: readonly { readonly id: number; readonly url: string; readonly title: string }[] = [];
  let active = -1;
  const goTo = (index: number): void => {
    const entry = entries[index];
    if (entry === undefined) return; // Electron ignores it, too
    session()
      ?.send('Page.navigateToHistoryEntry', { entryId: entry.id })
      .catch(() => undefined);
  };
  const canGo = (offset: number): boolean => entries[active + offset] !== undefined;
  const entryAt = (index: number): Electron.NavigationEntry => {
    const { url = '', title = '' } = entries[index] ?? {};
    return { url, title };
  };
  return {
    async refresh() {
      // The blank page before the first load is not one of Electron's entries, and nothing leads back to it.
      if (active < 0) await reset(session());
      const history = await session()
        ?.send('Page.getNavigationHistory')
        .catch(() => null);
      if (!history) return;
      entries = history.entries.map(({ id, url, title }) => ({ id, url: fromBrowserUrl(url), title }));
      active = history.currentIndex;
    },
    canGoBack: () => canGo(-1),
    canGoForward: () => canGo(1),
    canGoToOffset: canGo,
    clear() {
      entries = entries.slice(active, active + 1);
      active = entries.length - 1;
      void reset(session());
    },
    getActiveIndex: () => active,
    getAllEntries: () => entries.map((_entry, index) => entryAt(index)),
    getEntryAtIndex: entryAt,
    goBack: () => goTo(active - 1),
    goForward: () => goTo(active + 1),
    goToIndex: goTo,
    goToOffset: (offset) => goTo(active + offset),
    length: () => entries.length,
  };
}

/** Chromium refuses while a navigation is under way, and one may have begun by the time it is asked; Electron asks synchronously. */
async function reset(session: CDPSession | null): Promise<void> {
  for (let attempt = 0; session !== null && attempt < 20; attempt++) {
    try {
      return void (await session.send('Page.resetNavigationHistory'));
    } catch {
      await delay(50, undefined, { ref: false });
    }
  }
}
