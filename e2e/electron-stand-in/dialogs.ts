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

let agrees = false;
onControl('agree', () => (agrees = true));

type MessageBoxArguments =
  [options: Electron.MessageBoxOptions] | [window: Electron.BaseWindow, options: Electron.MessageBoxOptions];

/** Answered at once, as the test decided before: the button that cancels, or the other one of two. */
async function showMessageBox(...given: MessageBoxArguments): Promise<Electron.MessageBoxReturnValue> {
  const { message, cancelId = 0 } = given.length === 1 ? given[0] : given[1];
  notify({ kind: 'messageBox', message });
  return { response: agrees ? 1 - cancelId : cancelId, checkboxChecked: false };
}

export const dialog = {
  showSaveDialog,
  showMessageBox,
  showErrorBox(title, content) {
    process.stderr.write(`${title}: ${content}\n`);
    notify({ kind: 'errorBox', title, content });
  },
} satisfies Pick<Electron.Dialog, 'showErrorBox' | 'showMessageBox' | 'showSaveDialog'>;

export const shell = {
  async openExternal(url) {
    notify({ kind: 'openedOutside', url });
  },
  showItemInFolder(fullPath) {
    notify({ kind: 'shownInFolder', path: fullPath });
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'showItemInFolder'>;
