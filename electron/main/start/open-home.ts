import { join } from 'node:path';
import { app } from 'electron';
import { openLog, type Log } from '#app';
import { createHistoryFolder, type HistoryFolder } from '../data-folder/history-folder.ts';
import { keepCrashDumps } from '../diagnostics/crash-reporter.ts';
import { openSettings, settingsFileName, type KeptSettings } from '../settings/desktop-settings.ts';
import { prepareDataFolder } from './data-folder.ts';
import { makeSessionFolder } from './session-folder.ts';

/** Where this start of the app keeps its own files. */
export interface Home {
  readonly folder: HistoryFolder;
  readonly settings: KeptSettings;
  readonly settingsFile: string;
  readonly log: Log;
}

/** Sets what Electron needs before it is ready: its folders, where crash dumps go, and whether to use hardware acceleration. */
export function openHome(storageEntry: string): Home {
  const folder = createHistoryFolder(storageEntry);
  const { home } = folder;
  const profile = prepareDataFolder(home);
  app.setPath('userData', profile);
  // Chromium's own switch overrides the place for all of it.
  const isOwnPlace = profile === home && !app.commandLine.hasSwitch('user-data-dir');
  const sessionData = isOwnPlace ? makeSessionFolder(home) : null;
  if (sessionData !== null) app.setPath('sessionData', sessionData);
  keepCrashDumps();
  const settingsFile = join(home, settingsFileName);
  const settings = openSettings(settingsFile);
  if (!settings.atStart.hardwareAcceleration) app.disableHardwareAcceleration();
  return { folder, settings, settingsFile, log: openLog({ dataDir: () => folder.current, host: 'desktop' }) };
}
