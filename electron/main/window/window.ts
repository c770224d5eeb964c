import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { loadWindowState, minimumSize, saveWindowState } from './window-state.ts';

/** Opens the window on `url`, where it was when it was last closed. */
export function openWindow(url: string, preload: string): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const { isMaximized, ...bounds } = loadWindowState(stateFile, screens);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    // The page's own surface, so that nothing flashes before its first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181b' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => saveWindowState(stateFile, window.getNormalBounds(), window.isMaximized()));
  // A page that cannot be loaded shows as such; the promise has nothing to add.
  window.loadURL(url).catch(() => undefined);
  return window;
}

/** Brings the app to the front: a second start means that the user looks for it. */
export function focusWindow(): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
