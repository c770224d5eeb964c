import type { EventEmitter } from 'node:events';
import type { Page } from '@playwright/test';
import type * as Electron from 'electron';
import { preventable } from './surface.ts';

interface Finder {
  find(text: string, options: Electron.FindInPageOptions): number;
  stop(action: 'clearSelection' | 'keepSelection' | 'activateSelection'): void;
}

/**
 * Find in page, over the text that the page shows. Answers come as found-in-page events, in the order of the requests
 * (shell/browser/api/electron_api_web_contents.cc, v45).
 */
export function createFinder(contents: EventEmitter, page: () => Page | null): Finder {
  let requestId = 0;
  let session: { readonly text: string; ordinal: number } | null = null;

  async function search(id: number, text: string, options: Electron.FindInPageOptions): Promise<void> {
    const { forward = true, findNext = false, matchCase = false } = options;
    const shown = (await page()?.evaluate(() => document.body.innerText)) ?? '';
    const [within, wanted] = matchCase ? [shown, text] : [shown.toLowerCase(), text.toLowerCase()];
    const matches = within.split(wanted).length - 1;
    if (findNext || session?.text !== text) session = { text, ordinal: matches === 0 ? 0 : 1 };
    else if (matches > 0)
      session.ordinal = ((session.ordinal - 1 + (forward ? 1 : -1) + matches) % matches) + 1;
    const selectionArea = { x: 0, y: 0, width: 0, height: 0 };
    contents.emit('found-in-page', preventable({}), {
      ...{ requestId: id, activeMatchOrdinal: session.ordinal, matches, selectionArea },
      finalUpdate: true,
    });
  }

  return {
    find(text, options) {
      if (typeof text !== 'string' || text === '')
        throw new TypeError('Must provide a non-empty search content');
      requestId += 1;
      search(requestId, text, options).catch(() => undefined); // the page may have gone
      return requestId;
    },
    stop(action) {
      if (!['clearSelection', 'keepSelection', 'activateSelection'].includes(action))
        throw new TypeError(`Error processing argument at index 0, conversion failure from ${action}`);
      session = null;
    },
  };
}
