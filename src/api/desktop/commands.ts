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

/** What the page can ask of the desktop app beside the contract that every host keeps. */
export const desktopCommands = {
  getStart: command<Start>()(nothing),
  /** Throws conflict where the start does not offer this. */
  actOnStart: command<Start>()(startActionSchema),
  /** What the page is to say of itself, as that it died and was loaded again; null if that is nothing, or was said. */
  takePageNotice: command<string | null>()(nothing),
  getDesktopSettings: command<DesktopSettings>()(nothing),
  /** Answers all of them. Throws folderNotWritable or storageFull when they cannot be kept; then nothing changes. */
  changeDesktopSettings: command<DesktopSettings>()(desktopSettingsPatch),
  /** Tells what the menu can offer of the screen that is shown now; also that there is one. */
  offerScreen: command<null>()(screenSchema),
  /** Puts what a report of a defect needs on the clipboard, as text. */
  copyDiagnostics: command<null>()(nothing),
  /** Those that the app was started with: some take effect at the next start. */
  getStartSettings: command<DesktopSettings>()(nothing),
  /** Quits, asking as quitting does, and starts again. */
  restart: command<null>()(nothing),
  getDataFolder: command<DataFolder>()(nothing),
  /** Asks in the system's dialog; null if that was cancelled. Throws conflict and others with why the folder will not do. */
  chooseDataFolder: command<FolderPlan | null>()(nothing),
  /** Restarts, and moves the history to the chosen empty folder; training continues there. */
  moveDataFolder: command<null>()(folderSchema),
  /** Restarts with the history of the folder that was chosen. */
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

  /** The files that the system gave the app to open since the last call. */
  takeOfferedTables: command<readonly OfferedTable[]>()(nothing),
  /** Adds a file to the recently opened ones. Silently ignores other files than tables of samples. */
  noteRecentFile: command<null>()(later(() => z.strictObject({ path: z.string().max(4096) }))),
  getUpdateStatus: command<UpdateStatus>()(nothing),
  /** Checks for a newer version; answers when the check has finished or failed. */
  checkForUpdate: command<UpdateStatus>()(nothing),
  /** Starts downloading the version that was found, or retries a failed download. Throws conflict if there is none. */
  downloadUpdate: command<UpdateStatus>()(nothing),
  dismissUpdate: command<UpdateStatus>()(dismissUpdateInput),
  /** Quits, with the usual questions, installs the downloaded version, and starts it. Throws conflict if none was downloaded. */
  installUpdate: command<null>()(nothing),
  /** Shows the page of releases in the browser. */
  openReleases: command<null>()(nothing),
} as const satisfies Readonly<Record<DesktopCommandName, unknown>>;

export type DesktopCommands = typeof desktopCommands;
