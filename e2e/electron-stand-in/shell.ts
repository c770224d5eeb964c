import { existsSync } from 'node:fs';
import type * as Electron from 'electron';
import { notify } from './control.ts';

export const shell = {
  async openExternal(url) {
    new URL(url); // what is no URL rejects
    notify('openedOutside', { url });
  },
  /** Resolves to words when it fails; it does not reject (docs/api/shell.md, v45). */
  async openPath(path) {
    if (!existsSync(path)) return 'Failed to open path';
    notify('openedOutside', { url: path });
    return '';
  },
  showItemInFolder(path) {
    notify('shownInFolder', { path });
  },
  beep() {},
} satisfies Pick<Electron.Shell, 'beep' | 'openExternal' | 'openPath' | 'showItemInFolder'>;
