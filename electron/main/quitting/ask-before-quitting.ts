import { app, BrowserWindow, dialog, powerMonitor } from 'electron';
import { AppError } from '#api';
import type { History } from '../start/history.ts';
import { confirmQuit } from './quit-question.ts';
import { createQuitting, type Preventable, type Quitting } from './quitting.ts';

/** Makes every way out of the app ask first and store every row, then call `lastly` if the user chose to quit. */
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
      // Like any kill, this leaves the database intact; the thread blocked in SQLite could delay any other exit for minutes.
      if (history.isHeldUp) process.kill(process.pid, 'SIGKILL');
      else if (history.state.kind === 'failed') app.exit(1); // a terminal or script must see that nothing was opened
      else app.quit();
    },
  });
  app.on('before-quit', quitting.beforeQuit);
  // Electron documents this event, but its types lack it.
  powerMonitor.on('shutdown', (...given: unknown[]) => {
    (given[0] as Preventable).preventDefault(); // the machine waits some seconds for the app to quit
    quitting.quitUnasked();
  });
  app.on('quit', quitting.leaveNow); // also when nothing asked to quit, as when the display is gone
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quitting.quitUnasked);
  return quitting;
}
