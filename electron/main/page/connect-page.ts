import { app, BrowserWindow, dialog, ipcMain, net, protocol, type WebContents } from 'electron';
import { AppError, type Dispatch } from '#api';
import type { History } from '../start/history.ts';
import { serveIpc } from './ipc.ts';
import { scheme, type PageAddress } from './page-address.ts';
import { createFileResponder } from './protocol.ts';
import { saveDialogOptions } from './save-dialog.ts';

export interface PageOptions {
  readonly page: PageAddress;
  /** Folder of the built page. */
  readonly rendererDir: string;
  readonly dispatch: Dispatch;
  readonly history: Pick<History, 'current' | 'onEvent'>;
  /** The file that the page fetches under this path, or null. */
  readonly offered: (pathname: string) => string | null;
}

/** Serves the page its files, and answers its requests. Call it when the app is ready. */
export function connectPage({ page, rendererDir, dispatch, history, offered }: PageOptions): void {
  const fetchFile = (url: string): Promise<Response> =>
    net.fetch(url, { bypassCustomProtocolHandlers: true });
  protocol.handle(scheme, createFileResponder(rendererDir, page.isOurs, fetchFile, offered));
  serveIpc({
    app: { dispatch, onEvent: history.onEvent },
    ipcMain,
    isOurs: page.isOurs,
    pages: () => BrowserWindow.getAllWindows().map((window) => window.webContents),
    async saveExport(sender, ticket, fileName) {
      const { current } = history;
      if (current === null) throw new AppError('conflict', 'the history is not open yet');
      const filePath = await askForPath(sender, fileName);
      if (filePath === null) return false;
      await current.saveExport(ticket, filePath);
      return true;
    },
  });
}

/** Where to save an export; null if the user cancelled. */
async function askForPath(sender: WebContents, fileName: string): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(sender);
  const options = saveDialogOptions(app.getPath('downloads'), fileName);
  const { filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return filePath || null;
}
