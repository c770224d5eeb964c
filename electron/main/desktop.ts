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
  /** Files of samples that the system gave the app to open. */
  readonly tables: TableFiles;
  /** Those that were opened lately. */
  readonly recent: RecentFiles;
  /** The folder of the history, and where it may be moved to. */
  readonly folder: HistoryFolder;
  /** The queue whose workers train for the app, if one is set. */
  readonly queue: DesktopQueue;
  /** The folder of the history now. */
  readonly dataDir: string;
  /** The app's window; null while there is none, as on macOS after it was closed. */
  window(): BrowserWindow | null;
  /** Brings the window to the front, opening it where there is none, and shows a screen of the page, as `/runs/new`, if one is named. */
  show(route?: string): void;
  /** Quits, asking as quitting does unless the user has agreed already, and starts again. */
  restart(options?: QuitOptions): void;
  /** Tells the page, if there is one. */
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
