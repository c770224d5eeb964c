import type { BrowserWindow, NavigationHistory } from 'electron';

type History = Pick<NavigationHistory, 'canGoBack' | 'canGoForward' | 'goBack' | 'goForward'>;
type Travelled = { readonly webContents: { readonly navigationHistory: History } };

/** Goes to the previous screen, if there is one. */
export function goBack(window: Travelled | null): void {
  const history = window?.webContents.navigationHistory;
  if (history?.canGoBack()) history.goBack();
}

/** Goes forward to the screen that was left by going back, if there is one. */
export function goForward(window: Travelled | null): void {
  const history = window?.webContents.navigationHistory;
  if (history?.canGoForward()) history.goForward();
}

/**
 * Back and forward by input that only the system receives: a three-finger swipe on macOS, and on Windows the commands that mouse and
 * keyboard drivers send. Linux sends the same command for each press of a mouse button that the page already handles itself.
 */
export function travelByGestures(
  window: Travelled & Pick<BrowserWindow, 'on'>,
  system: NodeJS.Platform,
): void {
  if (system === 'darwin') {
    window.on('swipe', (_event, direction) => {
      if (direction === 'left') goBack(window);
      if (direction === 'right') goForward(window);
    });
  }
  if (system === 'win32') {
    window.on('app-command', (_event, command) => {
      if (command === 'browser-backward') goBack(window);
      if (command === 'browser-forward') goForward(window);
    });
  }
}
