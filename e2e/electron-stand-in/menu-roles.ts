import { app } from './app.ts';
import type { StandInWindow } from './browser-window.ts';
import type { StandInWebContents } from './web-contents.ts';

export interface Role {
  readonly label: string;
  readonly accelerator?: string;
  readonly app?: () => void;
  readonly window?: (window: StandInWindow) => void;
  readonly contents?: (contents: StandInWebContents) => unknown;
  /** False if the page itself handles the role's keys. */
  readonly registers?: boolean;
}

/** Labels, keys and actions on Linux of the roles used by the app; other roles do nothing (lib/browser/api/menu-item-roles.ts, v45). */
export const menuRoles: Readonly<Record<string, Role>> = {
  about: { label: 'About', app: () => app.showAboutPanel() },
  close: { label: 'Close', accelerator: 'CommandOrControl+W', window: (window) => window.close() },
  copy: { label: 'Copy', accelerator: 'CommandOrControl+C', contents: (c) => c.copy(), registers: false },
  cut: { label: 'Cut', accelerator: 'CommandOrControl+X', contents: (c) => c.cut(), registers: false },
  delete: { label: 'Delete', contents: (contents) => contents.delete() },
  help: { label: 'Help' },
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
  undo: { label: 'Undo', accelerator: 'CommandOrControl+Z', contents: (contents) => contents.undo() },
  zoomout: { label: 'Zoom Out', accelerator: 'CommandOrControl+-', contents: (c) => (c.zoomLevel -= 0.5) },
};
