import { existsSync, rmSync } from 'node:fs';
import type * as Electron from 'electron';
import { notify } from './control.ts';

export const shell = {
  async openExternal(url) {
    new URL(url); // rejects if it is not a URL
    notify('openedOutside', { url });
  },
  /** Resolves to a message if it fails; it does not reject (docs/api/shell.md, v45). */
  async openPath(path) {
    if (!existsSync(path)) return 'Failed to open path';
    notify('openedOutside', { url: path });
    return '';
  },
  showItemInFolder(path) {
    notify('shownInFolder', { path });
  },
  /** The trash is emptied at once. Rejects if nothing is there (docs/api/shell.md, v45). */
  async trashItem(path) {
    if (!existsSync(path)) throw new Error('Failed to move item to trash');
    rmSync(path, { recursive: true, maxRetries: 10 });
    notify('trashed', { path });
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'trashItem'>;
