import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { loadWindowState, minimumSize, saveWindowState } from './window-state.ts';

/** How long the window stays hidden waiting for its first paint, in milliseconds: one that never comes must not hide the app. */
const firstPaintMs = 5000;

/** Opens the window where it was when it was last closed. It becomes visible with its first paint. */
export function openWindow(preload: string, checksSpelling: boolean): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const { isMaximized, isFullScreen, ...bounds } = loadWindowState(stateFile, screens);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    // The page's background colour, so that nothing flashes before its first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181b' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: checksSpelling,
    },
  });
  const show = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isVisible()) return;
    if (isMaximized) window.maximize(); // maximize() also shows the window, so not before its first paint
    window.show();
    if (isFullScreen) window.setFullScreen(true);
  };
  const timer = setTimeout(show, firstPaintMs);
  window.once('ready-to-show', show);
  window.on('close', () =>
    saveWindowState(stateFile, window.getNormalBounds(), {
      isMaximized: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
    }),
  );
  return window;
}

/** Brings the app to the front: a second start means that the user is looking for it. */
export function focusWindow(): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
