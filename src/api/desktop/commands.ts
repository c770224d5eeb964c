import { z } from 'zod';
import { later } from '#experiments';
import { command } from '../contract.ts';
import type { DesktopCommandName } from './command-names.ts';
import { byAddress, type QueueSetting, type QueueTest } from './queue.ts';
import { screenSchema } from './screen.ts';
import { folderSchema, type DataFolder, type FolderPlan } from './data-folder.ts';
import type { OfferedTable } from './tables.ts';
import { desktopSettingsPatch, type DesktopSettings } from './settings.ts';
import { startActionSchema, type Start } from './start.ts';
import { dismissUpdateInput, type UpdateStatus } from './updates.ts';

const nothing = later(() => z.strictObject({}).prefault({}));

/** What the page can ask of the desktop app, in addition to the contract of every host. */
export const desktopCommands = {
  getStart: command<Start>()(nothing),
  /** Throws conflict if the start does not offer this action. */
  actOnStart: command<Start>()(startActionSchema),
  /** A message for the page to show, for example that it died and was reloaded; null if there is none, or it was already taken. */
  takePageNotice: command<string | null>()(nothing),
  getDesktopSettings: command<DesktopSettings>()(nothing),
  /** Returns all settings. Throws folderNotWritable or storageFull if they cannot be stored; then nothing changes. */
  changeDesktopSettings: command<DesktopSettings>()(desktopSettingsPatch),
  /** Tells the menu what the current screen offers, and thereby that there is one. */
  offerScreen: command<null>()(screenSchema),
  /** Copies the text that a bug report needs to the clipboard. */
  copyDiagnostics: command<null>()(nothing),
  /** The settings that the app was started with; some take effect only at the next start. */
  getStartSettings: command<DesktopSettings>()(nothing),
  /** Quits, with the usual question, and starts again. */
  restart: command<null>()(nothing),
  getDataFolder: command<DataFolder>()(nothing),
  /** Asks in the system's dialog; null if the user cancelled. Throws conflict or another error saying why the folder is unsuitable. */
  chooseDataFolder: command<FolderPlan | null>()(nothing),
  /** Restarts, and moves the history to the chosen empty folder; training continues there. */
  moveDataFolder: command<null>()(folderSchema),
  /** Restarts with the history of the chosen folder. */
  useDataFolder: command<null>()(folderSchema),
  /** Moves the old copy to the system's trash. Throws folderNotWritable, after which it can be retried. */
  deleteOldCopy: command<DataFolder>()(nothing),
  /** Resumes training that is on hold because of battery power, until the machine switches to battery again. */
  trainOnBattery: command<null>()(nothing),

  getQueueSetting: command<QueueSetting>()(nothing),
  /** Tests the queue at an address. Throws invalidInput or connectionLost with the reason; stores nothing. */
  testQueue: command<QueueTest>()(byAddress),
  /** Tests the address, stores it, and uses it from now on. Throws as testQueue does, and conflict if one was given at the start. */
  setQueue: command<QueueSetting>()(byAddress),
  /** Uses no queue from now on. Throws conflict if one was given at the start. */
  forgetQueue: command<QueueSetting>()(nothing),

  /** The files that the system asked the app to open since the last call. */
  takeOfferedTables: command<readonly OfferedTable[]>()(nothing),
  /** Adds a file to the recently opened ones. Silently ignores files that are not tables of samples. */
  noteRecentFile: command<null>()(later(() => z.strictObject({ path: z.string().max(4096) }))),
  getUpdateStatus: command<UpdateStatus>()(nothing),
  /** Checks for a newer version; answers when the check has finished or failed. */
  checkForUpdate: command<UpdateStatus>()(nothing),
  /** Starts downloading the version that was found, or retries a failed download. Throws conflict if there is none. */
  downloadUpdate: command<UpdateStatus>()(nothing),
  dismissUpdate: command<UpdateStatus>()(dismissUpdateInput),
  /** Quits, with the usual questions, installs the downloaded version, and starts it. Throws conflict if none was downloaded. */
  installUpdate: command<null>()(nothing),
  /** Shows the release page in the browser. */
  openReleases: command<null>()(nothing),
} as const satisfies Readonly<Record<DesktopCommandName, unknown>>;

export type DesktopCommands = typeof desktopCommands;
