import { BrowserWindow } from 'electron';
import type { AppEvent } from '#api';
import type { Log } from '#app';
import { channels } from '../channels.ts';
import type { HistoryFolder } from './data-folder/history-folder.ts';
import type { PageNotice } from './page/page-notice.ts';
import type { Power } from './power/power.ts';
import type { DesktopQueue } from './queue/desktop-queue.ts';
import type { QuitOptions } from './quitting/quitting.ts';
import type { KeptSettings } from './settings/desktop-settings.ts';
import type { History } from './start/history.ts';
import type { RecentFiles } from './system/recent-files.ts';
import type { TableFiles } from './system/table-files.ts';

/** What the parts of the desktop share. */
export interface Desktop {
  readonly log: Log;
  readonly settings: KeptSettings;
  readonly history: History;
  readonly power: Power;
  readonly notice: PageNotice;
  /** Sample files that the system asked the app to open. */
  readonly tables: TableFiles;
  /** Recently opened sample files. */
  readonly recent: RecentFiles;
  /** The folder of the history, and where it may be moved. */
  readonly folder: HistoryFolder;
  /** The queue whose workers train for the app, if one is set. */
  readonly queue: DesktopQueue;
  /** The current folder of the history. */
  readonly dataDir: string;
  /** The app's window; null while there is none, as on macOS after it was closed. */
  window(): BrowserWindow | null;
  /** Brings the window to the front, opening it if there is none. `route` is the screen to show, such as `/runs/new`. */
  show(route?: string): void;
  /** Quits, with the usual question unless the user has already agreed, and starts again. */
  restart(options?: QuitOptions): void;
  /** Sends an event to the page, if there is one. */
  send(event: AppEvent): void;
}

export function windowOrNull(): BrowserWindow | null {
  return BrowserWindow.getAllWindows()[0] ?? null;
}

export function sendToPages(event: AppEvent): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) {
    if (!webContents.isDestroyed()) webContents.send(channels.event, event);
  }
}
