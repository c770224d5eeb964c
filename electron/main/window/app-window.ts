import type { BrowserWindow } from 'electron';
import { windowOrNull } from '../desktop.ts';
import type { PageAddress } from '../page/page-address.ts';
import { focusWindow, openWindow } from './window.ts';

export interface AppWindowOptions {
  readonly page: PageAddress;
  /** Absolute path of the preload. */
  readonly preload: string;
  readonly checksSpelling: boolean;
  /** Whether the history is open; until then the window shows the start page. */
  readonly isOpen: () => boolean;
  /** Called with each window before it shows anything. */
  readonly onWindow: (window: BrowserWindow) => void;
}

/** The app's only window. */
export interface AppWindow {
  /** Brings it to the front, opening it if there is none. `route` is the screen to show, such as `/runs/new`. */
  show(route?: string): void;
  /** Loads the page to show now, at the screen that was requested meanwhile. */
  load(): void;
}

export function createAppWindow(options: AppWindowOptions): AppWindow {
  const { page, preload, checksSpelling, isOpen, onWindow } = options;
  let wanted: string | undefined;

  function load(window: BrowserWindow): void {
    const isStartPage = !isOpen();
    const url = isStartPage ? page.startUrl : wanted === undefined ? page.url : `${page.url}#${wanted}`;
    if (!isStartPage) wanted = undefined;
    const { webContents } = window;
    // There is no way back to the start page.
    if (!isStartPage && webContents.getURL() === page.startUrl)
      webContents.once('did-navigate', () => webContents.navigationHistory.clear());
    window.loadURL(url).catch(() => undefined); // an event reports a page that cannot be loaded
  }

  return {
    show(route) {
      wanted = route ?? wanted;
      const existing = windowOrNull();
      if (existing === null) {
        const window = openWindow(preload, checksSpelling);
        onWindow(window);
        load(window);
        return;
      }
      focusWindow();
      if (route !== undefined && isOpen()) load(existing);
    },
    load() {
      const window = windowOrNull();
      if (window !== null) load(window);
    },
  };
}
