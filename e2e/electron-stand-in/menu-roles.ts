import type * as Electron from 'electron';
import { app } from './app.ts';
import type { StandInWindow } from './browser-window.ts';
import { defaultSession } from './session.ts';
import type { StandInWebContents } from './web-contents.ts';

type Template = Electron.MenuItemConstructorOptions;

export interface Role {
  readonly label: string;
  readonly accelerator?: string;
  readonly app?: () => void;
  readonly window?: (window: StandInWindow) => void;
  readonly contents?: (contents: StandInWebContents) => void;
  readonly isChecked?: () => boolean;
  /** False where the page does by itself what its keys say. */
  readonly registers?: boolean;
  readonly submenu?: readonly Template[];
}

const zoomBy =
  (step: number) =>
  (contents: StandInWebContents): void => {
    contents.zoomLevel += step;
  };

/** Labels, keys and deeds on Linux; roles that only macOS has do nothing (lib/browser/api/menu-item-roles.ts, v45). */
export const menuRoles: Readonly<Record<string, Role>> = {
  about: { label: 'About', app: () => app.showAboutPanel() },
  close: { label: 'Close', accelerator: 'CommandOrControl+W', window: (window) => window.close() },
  copy: { label: 'Copy', accelerator: 'CommandOrControl+C', contents: (c) => c.copy(), registers: false },
  cut: { label: 'Cut', accelerator: 'CommandOrControl+X', contents: (c) => c.cut(), registers: false },
  delete: { label: 'Delete', contents: (contents) => contents.delete() },
  forcereload: {
    label: 'Force Reload',
    accelerator: 'Shift+CmdOrCtrl+R',
    contents: (contents) => contents.reloadIgnoringCache(),
  },
  front: { label: 'Bring All to Front' },
  help: { label: 'Help' },
  hide: { label: `Hide ${app.name}`, accelerator: 'Command+H' },
  hideothers: { label: 'Hide Others', accelerator: 'Command+Alt+H' },
  unhide: { label: 'Show All' },
  services: { label: 'Services' },
  recentdocuments: { label: 'Open Recent' },
  clearrecentdocuments: { label: 'Clear Menu' },
  minimize: {
    label: 'Minimize',
    accelerator: 'CommandOrControl+M',
    window: (window) => window.minimize(),
  },
  paste: { label: 'Paste', accelerator: 'CommandOrControl+V', contents: (c) => c.paste(), registers: false },
  pasteandmatchstyle: {
    label: 'Paste and Match Style',
    accelerator: 'Shift+CommandOrControl+V',
    contents: (contents) => contents.pasteAndMatchStyle(),
    registers: false,
  },
  quit: { label: 'Quit', accelerator: 'CommandOrControl+Q', app: () => app.quit() },
  redo: { label: 'Redo', accelerator: 'Shift+CommandOrControl+Z', contents: (c) => c.redo() },
  reload: { label: 'Reload', accelerator: 'CmdOrCtrl+R', contents: (contents) => contents.reload() },
  resetzoom: {
    label: 'Actual Size',
    accelerator: 'CommandOrControl+0',
    contents: (contents) => (contents.zoomLevel = 0),
  },
  selectall: { label: 'Select All', accelerator: 'CommandOrControl+A', contents: (c) => c.selectAll() },
  toggledevtools: {
    label: 'Toggle Developer Tools',
    accelerator: 'Ctrl+Shift+I',
    contents: (contents) => contents.toggleDevTools(),
  },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: 'F11',
    window: (window) => window.setFullScreen(!window.isFullScreen()),
  },
  togglespellchecker: {
    label: 'Check Spelling While Typing',
    isChecked: () => defaultSession.spellCheckerEnabled,
    contents: () => (defaultSession.spellCheckerEnabled = !defaultSession.spellCheckerEnabled),
  },
  undo: { label: 'Undo', accelerator: 'CommandOrControl+Z', contents: (contents) => contents.undo() },
  window: { label: 'Window' },
  zoom: { label: 'Zoom' },
  zoomin: { label: 'Zoom In', accelerator: 'CommandOrControl+Plus', contents: zoomBy(0.5) },
  zoomout: { label: 'Zoom Out', accelerator: 'CommandOrControl+-', contents: zoomBy(-0.5) },
  appmenu: { label: app.name, submenu: [{ role: 'about' }, { type: 'separator' }, { role: 'quit' }] },
  filemenu: { label: 'File', submenu: [{ role: 'quit' }] },
  editmenu: {
    label: 'Edit',
    submenu: [
      ...([{ role: 'undo' }, { role: 'redo' }, { type: 'separator' }] as const),
      ...([{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'delete' }] as const),
      ...([{ type: 'separator' }, { role: 'selectAll' }] as const),
    ],
  },
  viewmenu: {
    label: 'View',
    submenu: [
      ...([{ role: 'reload' }, { role: 'forceReload' }, { role: 'toggleDevTools' }] as const),
      ...([{ type: 'separator' }, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }] as const),
      ...([{ type: 'separator' }, { role: 'togglefullscreen' }] as const),
    ],
  },
  windowmenu: { label: 'Window', submenu: [{ role: 'minimize' }, { role: 'zoom' }, { role: 'close' }] },
  sharemenu: { label: 'Share', submenu: [] },
};
