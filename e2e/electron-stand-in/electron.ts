/**
 * A test double for the part of Electron that electron/ uses: it runs the built main and preload files in Node, with
 * Chromium as the window. What is missing here fails at once, as a missing export or a call of undefined. Each part
 * is checked against Electron's declarations (surface.ts).
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

export { app } from './app.ts';
export { StandInWindow as BrowserWindow } from './browser-window.ts';
export { dialog, shell } from './dialogs.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu } from './menu.ts';
export { net, protocol } from './protocol.ts';
export { session } from './session.ts';
export { utilityProcess } from './utility-process.ts';

class StandInNativeTheme extends EventEmitter {
  readonly shouldUseDarkColors = false;
}
export const nativeTheme = new StandInNativeTheme() satisfies Pick<
  Electron.NativeTheme,
  'shouldUseDarkColors'
>;

/** Nobody shuts the machine down under a test. */
export const powerMonitor = new EventEmitter();

let blockers = 0;
export const powerSaveBlocker = {
  start: () => blockers++,
  stop: () => true,
} satisfies Pick<Electron.PowerSaveBlocker, 'start' | 'stop'>;

const workArea = { x: 0, y: 0, width: 1920, height: 1080 };
export const screen = {
  getAllDisplays: () => [{ workArea }] as Electron.Display[],
} satisfies Pick<Electron.Screen, 'getAllDisplays'>;
