import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import { createPageRecovery, type PageChoice, type PageQuestion } from './page-recovery.ts';

export interface WatchOptions {
  readonly quit: () => void;
  readonly log: (line: string) => void;
  /** Receives the message that the page is to show when it is back. */
  readonly leaveNotice: (text: string) => void;
}

const labels: Readonly<Record<PageChoice, string>> = { wait: 'Wait', reload: 'Reload', quit: 'Quit' };

/** Chromium's error code when another navigation replaces one. */
const aborted = -3;

/** Brings a window's page back when it dies, hangs or cannot be loaded. */
export function watchPage(window: BrowserWindow, { quit, log, leaveNotice }: WatchOptions): void {
  const { webContents } = window;
  const recovery = createPageRecovery({
    // Deferred to its own turn: reloading within the event can crash the app (electron#51900).
    reload: () => void setImmediate(() => window.isDestroyed() || webContents.reload()),
    // The reload waits for the process to end: an immediate one can find the old process still there (electron#48661).
    endProcess: () => webContents.forcefullyCrashRenderer(),
    ask: (question, signal) => askInFront(window, question, signal),
    ...{ quit, log, leaveNotice },
    now: () => performance.now(),
  });
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => recovery.gone(reason, exitCode));
  webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted) recovery.failed(`${description || 'unknown'} (${code})`);
  });
  webContents.on('did-navigate', (_event, _url, status) => {
    if (status >= 400) recovery.failed(`status ${status}`);
  });
  window.on('unresponsive', recovery.unresponsive);
  window.on('responsive', recovery.responsive);
}

async function askInFront(
  window: BrowserWindow,
  { message, detail, choices }: PageQuestion,
  signal: AbortSignal,
): Promise<PageChoice> {
  const options: MessageBoxOptions = {
    ...{ type: 'warning', title: 'Lambdascope', message, detail, signal, noLink: true },
    ...{ buttons: choices.map((choice) => labels[choice]), defaultId: 0, cancelId: 0 },
  };
  if (!window.isVisible()) window.show(); // on macOS the question is a sheet of the window
  const { response } = await dialog.showMessageBox(window, options);
  return choices[response] ?? choices[0]!;
}
