import type { WebContents } from 'electron';
import type { MenuState } from './menu-state.ts';

type Watched = Pick<WebContents, 'navigationHistory' | 'zoomFactor'> & Pick<NodeJS.EventEmitter, 'on'>;

/** Tells what the menu has to know of a page: that it is another one or gone, and how far back and forward it can go. */
export function followPage(contents: Watched, onChange: (changed: Partial<MenuState>) => void): void {
  const gone = (): void => onChange({ screen: null, canGoBack: false, canGoForward: false });

  // Another document reports again what it offers. The zoom is the one that Chromium keeps for the page, over restarts, too.
  contents.on('did-navigate', () =>
    onChange({ screen: null, zoomFactor: contents.zoomFactor, ...waysOf(contents) }),
  );
  contents.on('did-navigate-in-page', () => onChange(waysOf(contents)));
  contents.on('render-process-gone', gone);
  contents.on('destroyed', gone);
}

/** How far the page can go. */
export function waysOf({
  navigationHistory: history,
}: Pick<Watched, 'navigationHistory'>): Pick<MenuState, 'canGoBack' | 'canGoForward'> {
  return { canGoBack: history.canGoBack(), canGoForward: history.canGoForward() };
}
