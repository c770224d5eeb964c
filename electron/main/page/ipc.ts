import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { AppError, type Answer, type AppEventListener, type Dispatch } from '#api';
import { channels } from '../../channels.ts';

/** What IPC needs of the application. */
export interface HostedApp {
  readonly dispatch: Dispatch;
  onEvent(listener: AppEventListener): () => void;
}

export interface IpcOptions {
  readonly app: HostedApp;
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly isOurs: (url: string) => boolean;
  /** The pages that receive events. */
  readonly pages: () => readonly WebContents[];
  /** Asks for a place and writes the file; false if the user cancelled. */
  readonly saveExport: (sender: WebContents, ticket: string, fileName: string) => Promise<boolean>;
}

/** Answers the preload's requests and sends it events. Returns a function that stops both. */
export function serveIpc({ app, ipcMain, isOurs, pages, saveExport }: IpcOptions): () => void {
  const handle = (
    channel: string,
    run: (event: IpcMainInvokeEvent, ...given: unknown[]) => Promise<Answer>,
  ): void => {
    ipcMain.handle(channel, async (event, ...given: unknown[]) => {
      return isFromOurPage(event, isOurs) ? run(event, ...given) : refused;
    });
  };
  handle(channels.request, (_event, command, input) => app.dispatch(String(command), input));
  handle(channels.saveExport, async ({ sender }, ticket, fileName) => {
    try {
      return { ok: true, value: await saveExport(sender, String(ticket), String(fileName)) };
    } catch (thrown) {
      return { ok: false, error: AppError.from(thrown).toData() };
    }
  });
  const unsubscribe = app.onEvent((event) => {
    for (const page of pages()) if (!page.isDestroyed()) page.send(channels.event, event);
  });
  return () => {
    unsubscribe();
    ipcMain.removeHandler(channels.request);
    ipcMain.removeHandler(channels.saveExport);
  };
}

/** True for the top frame of our page; false for other frames, and for one that no longer exists. */
function isFromOurPage({ senderFrame }: IpcMainInvokeEvent, isOurs: (url: string) => boolean): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url);
}

const refused: Answer = {
  ok: false,
  error: { code: 'unauthorized', message: 'only the page of the app may ask' },
};
