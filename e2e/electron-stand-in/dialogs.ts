import type * as Electron from 'electron';
import { notify, onControl } from './control.ts';

let nextPath: string | null = null;
onControl('choosePath', ({ path }) => (nextPath = path));

type SaveDialog = Electron.Dialog['showSaveDialog'];

/** Answered by the test: the path it chose last, once; without one the user cancelled. */
const showSaveDialog = (async (): Promise<Electron.SaveDialogReturnValue> => {
  const filePath = nextPath ?? '';
  nextPath = null;
  return { canceled: filePath === '', filePath };
}) satisfies SaveDialog;

export const dialog = {
  showSaveDialog,
  showErrorBox(title, content) {
    process.stderr.write(`${title}: ${content}\n`);
    notify({ kind: 'errorBox', title, content });
  },
} satisfies Pick<Electron.Dialog, 'showErrorBox' | 'showSaveDialog'>;

export const shell = {
  async openExternal(url) {
    notify({ kind: 'openedOutside', url });
  },
} satisfies Pick<Electron.Shell, 'openExternal'>;
