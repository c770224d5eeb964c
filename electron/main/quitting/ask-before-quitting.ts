import { app, BrowserWindow, dialog, powerMonitor } from 'electron';
import { AppError } from '#api';
import type { History } from '../start/history.ts';
import { confirmQuit } from './quit-question.ts';
import { createQuitting, type Preventable, type Quitting } from './quitting.ts';

/** Puts the question and the storing of every row before each way out of the app, and `lastly` after it where its user left. */
export function askBeforeQuitting(history: History, lastly: () => void): Quitting {
  const showError = (thrown: unknown): void =>
    dialog.showErrorBox('Lambdascope', AppError.from(thrown).message);
  const quitting = createQuitting({
    async confirm(signal) {
      const { current } = history;
      return current === null || confirmQuit(await current.handlers.getActivity({}), signal);
    },
    close() {
      for (const window of BrowserWindow.getAllWindows()) window.hide();
      return history.close().catch(showError);
    },
    closeNow: () => history.current?.closeNow(),
    lastly,
    quit() {
      // As any kill it leaves the database whole; the thread in SQLite would hold up every other end, for minutes maybe.
      if (history.isHeldUp) process.kill(process.pid, 'SIGKILL');
      else if (history.state.kind === 'failed') app.exit(1); // a terminal, or a script, shall see that nothing was opened
      else app.quit();
    },
  });
  app.on('before-quit', quitting.beforeQuit);
  // Electron's documentation knows the event that its types lack.
  powerMonitor.on('shutdown', (...given: unknown[]) => {
    (given[0] as Preventable).preventDefault(); // the machine waits until the app has quit, for some seconds
    quitting.quitUnasked();
  });
  app.on('quit', quitting.leaveNow); // also where nobody asked, as when the display is gone
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quitting.quitUnasked);
  return quitting;
}
