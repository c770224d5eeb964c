import type { WebContents } from 'electron';
import type { MenuState } from './menu-state.ts';

type Watched = Pick<WebContents, 'navigationHistory' | 'zoomFactor'> & Pick<NodeJS.EventEmitter, 'on'>;

/** Reports what the menu needs to know about a page: that it was replaced or is gone, and how far it can go back and forward. */
export function followPage(contents: Watched, onChange: (changed: Partial<MenuState>) => void): void {
  const gone = (): void => onChange({ screen: null, canGoBack: false, canGoForward: false });

  // A new document reports again what it offers. Chromium remembers the page's zoom, even across restarts.
  contents.on('did-navigate', () =>
    onChange({ screen: null, zoomFactor: contents.zoomFactor, ...waysOf(contents) }),
  );
  contents.on('did-navigate-in-page', () => onChange(waysOf(contents)));
  contents.on('render-process-gone', gone);
  contents.on('destroyed', gone);
}

/** Whether the page can go back and forward. */
export function waysOf({
  navigationHistory: history,
}: Pick<Watched, 'navigationHistory'>): Pick<MenuState, 'canGoBack' | 'canGoForward'> {
  return { canGoBack: history.canGoBack(), canGoForward: history.canGoForward() };
}
