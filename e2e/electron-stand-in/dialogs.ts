import { existsSync } from 'node:fs';
import type * as Electron from 'electron';
import { app } from './app.ts';
import type { Answers } from './asked.ts';
import { notify, onControl } from './control.ts';

let answers: Answers = { messageBox: 'cancel', savePath: null, overwrites: true, openPaths: [] };
/** Boxes that are open. */
const open = new Set<() => void>();

onControl('answers', (changed) => {
  answers = { ...answers, ...changed };
  for (const settle of [...open]) settle();
});

type Given<Options> = readonly [Options] | readonly [Electron.BaseWindow, Options];

/** The options, checked the way lib/browser/api/dialog.ts does, v45. */
function optionsOf<Options extends object>(given: Given<Options>, texts: readonly string[]): Options {
  if (!app.isReady()) throw new Error('dialog module can only be used after app is ready');
  const [window, options] = given.length === 1 ? [null, given[0]] : given;
  if (window?.isDestroyed()) throw new TypeError('Object has been destroyed');
  for (const name of texts) {
    const text = (options as Record<string, unknown>)[name] ?? '';
    if (typeof text !== 'string')
      throw new TypeError(`${name[0]!.toUpperCase()}${name.slice(1)} must be a string`);
  }
  return options;
}

/**
 * Where the user saves: once, where the test said; null if cancelled. On Linux, without showOverwriteConfirmation, an existing file is
 * overwritten without asking (shell/browser/ui/file_dialog_linux.cc, v45).
 */
export async function askSavePath(options: Electron.SaveDialogOptions): Promise<string | null> {
  notify('saveDialog', { options });
  const { savePath, overwrites } = answers;
  answers = { ...answers, savePath: null };
  const asks = options.properties?.includes('showOverwriteConfirmation') ?? false;
  const isKept = savePath !== null && asks && !overwrites && existsSync(savePath);
  return isKept ? null : savePath;
}

async function showSaveDialog(
  ...given: Given<Electron.SaveDialogOptions>
): Promise<Electron.SaveDialogReturnValue> {
  const texts = ['title', 'buttonLabel', 'defaultPath', 'message', 'nameFieldLabel'];
  const filePath = await askSavePath(optionsOf(given, texts));
  return { canceled: filePath === null, filePath: filePath ?? '' };
}

async function showOpenDialog(
  ...given: Given<Electron.OpenDialogOptions>
): Promise<Electron.OpenDialogReturnValue> {
  const options = optionsOf(given, ['title', 'buttonLabel', 'defaultPath', 'message']);
  notify('openDialog', { options });
  const filePaths = [...answers.openPaths];
  answers = { ...answers, openPaths: [] };
  return { canceled: filePaths.length === 0, filePaths };
}

/** The button that stands for Escape, if the app names none (lib/browser/api/dialog.ts, v45). */
function cancelOf({ buttons = [], defaultId = -1, cancelId }: Electron.MessageBoxOptions): number {
  if (cancelId !== undefined) return cancelId;
  const named = buttons.findIndex((button) => /^(cancel|no)$/i.test(button));
  if (named >= 0) return named;
  return defaultId === 0 && buttons.length > 1 ? 1 : 0;
}

async function showMessageBox(
  ...given: Given<Electron.MessageBoxOptions>
): Promise<Electron.MessageBoxReturnValue> {
  const options = optionsOf(given, ['title', 'message', 'detail', 'checkboxLabel']);
  const { message, type = 'none', checkboxChecked = false, checkboxLabel = '', signal } = options;
  if (!['none', 'info', 'warning', 'error', 'question'].includes(type))
    throw new TypeError('Invalid message box type');
  if (checkboxChecked && checkboxLabel === '')
    throw new Error('checkboxChecked requires that checkboxLabel also be passed');
  const cancelled = { response: cancelOf(options), checkboxChecked };
  // Electron 45 omits the response for a box that was aborted before it opened.
  if (signal?.aborted) return { checkboxChecked } as Electron.MessageBoxReturnValue;
  notify('messageBox', { message });
  return new Promise((resolve) => {
    const settle = (): void => {
      const answered = signal?.aborted ? cancelled : answerOf(options, cancelled);
      if (answered === null) return;
      open.delete(settle);
      resolve(answered);
    };
    open.add(settle);
    signal?.addEventListener('abort', settle);
    settle();
  });
}

function answerOf(
  { buttons = ['OK'], defaultId = 0 }: Electron.MessageBoxOptions,
  cancelled: Electron.MessageBoxReturnValue,
): Electron.MessageBoxReturnValue | null {
  const { messageBox } = answers;
  if (messageBox === 'wait') return null;
  if (messageBox === 'cancel') return cancelled;
  if (messageBox === 'agree') {
    const other = buttons.length === 2 ? 1 - cancelled.response : defaultId;
    return { ...cancelled, response: other };
  }
  const { button, checkbox = cancelled.checkboxChecked } = messageBox;
  const response = buttons.indexOf(button);
  return response < 0 ? null : { response, checkboxChecked: checkbox };
}

export const dialog = {
  showSaveDialog,
  showOpenDialog,
  showMessageBox,
  /** Before the app is ready, Linux prints it only to stderr (shell/browser/ui/message_box_gtk.cc, v45). */
  showErrorBox(title, content) {
    process.stderr.write(`${title}: ${content}\n`);
    if (app.isReady() || process.platform !== 'linux') notify('errorBox', { title, content });
  },
} satisfies Pick<Electron.Dialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>;
