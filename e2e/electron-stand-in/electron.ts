/**
 * A test double for the part of Electron that electron/ uses: it runs the built main and preload files in Node, with Chromium as the
 * window. What is missing here fails at once, as a missing export or a call of undefined. Each part is checked against Electron's
 * declarations (surface.ts), and names the source it was taken from: a file of electron/electron at version 45.
 */
import { harden } from './asked.ts';
import { StandInWindow } from './browser-window.ts';
import { onControl } from './control.ts';
import { tellMenusOfWindows } from './menu.ts';
import { serveEvaluations } from './evaluate.ts';

export { app } from './app.ts';
export { autoUpdater } from './auto-updater.ts';
export { StandInWindow as BrowserWindow } from './browser-window.ts';
export { clipboard } from './clipboard.ts';
export { dialog } from './dialogs.ts';
export { ipcMain } from './ipc-main.ts';
export { StandInMenu as Menu, StandInMenuItem as MenuItem } from './menu.ts';
export {
  crashReporter,
  nativeTheme,
  screen,
  shownNotifications,
  StandInNotification as Notification,
} from './native.ts';
export { net } from './net.ts';
export { powerMonitor, powerSaveBlocker } from './power.ts';
export { protocol } from './protocol.ts';
export { safeStorage } from './safe-storage.ts';
export { session } from './session.ts';
export { shell } from './shell.ts';
export { utilityProcess } from './utility-process.ts';
export { webContents } from './web-contents.ts';

tellMenusOfWindows(() => StandInWindow.getAllWindows());
onControl('harden', harden);
serveEvaluations(() => import(import.meta.url) as Promise<object>);
