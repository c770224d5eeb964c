import { join } from 'node:path';
import { app } from 'electron';
import { report, type DesktopHandlers } from '#api';
import type { Desktop } from '../desktop.ts';
import { notKept, readKept, writeKept } from '#app';
import { relaunch } from '../start/relaunch.ts';
import { createDailyChecks } from './daily-checks.ts';
import { findUpdateFacts } from './update-facts.ts';
import { updateWay } from './update-way.ts';
import { createUpdates, type Updates } from './updates.ts';

type UpdateCommand =
  | 'getUpdateStatus'
  | 'checkForUpdate'
  | 'downloadUpdate'
  | 'dismissUpdate'
  | 'installUpdate'
  | 'openReleases';

/** What the desktop needs of it. */
export interface AttachedUpdates extends Updates {
  readonly handlers: Pick<DesktopHandlers, UpdateCommand>;
}

interface UpdateOptions {
  readonly desktop: Pick<Desktop, 'log' | 'settings' | 'dataDir' | 'send'>;
  /** Quits as the app does, and then by `wayOut`. */
  readonly quitBy: (wayOut: () => void) => void;
  readonly openReleases: () => void;
}

/**
 * The updates of the running app, looked for daily where the setting says so. Nothing is asked of the network before the user
 * has said that it may be.
 */
export function attachUpdates({ desktop, quitBy, openReleases }: UpdateOptions): AttachedUpdates {
  const { log, settings, dataDir, send } = desktop;
  const feedFile = feedFileOfApp();
  const keptFile = join(dataDir, 'updates.json');
  const updates = createUpdates({
    current: app.getVersion(),
    way: updateWay(
      findUpdateFacts({
        platform: process.platform,
        executable: process.execPath,
        appImage: process.env.APPIMAGE,
        appFolder: app.getAppPath(),
        feedFile,
      }),
    ),
    updater: async () => (await import('./app-updater.ts')).updaterOfApp(feedFile!),
    skipped: {
      get: () => String(readKept(keptFile)['skipped']),
      set(version) {
        try {
          writeKept(keptFile, { ...readKept(keptFile), skipped: version });
        } catch (thrown) {
          throw notKept('the version to skip', keptFile, thrown);
        }
      },
    },
    onStatus: (update) => send({ kind: 'updateChanged', update }),
    log: (level, line) => log.write(level, line),
    quitBy: (wayOut) =>
      quitBy(() => {
        app.releaseSingleInstanceLock(); // the new version may be there before this one has gone
        wayOut();
      }),
    restart: relaunch,
  });
  const daily = createDailyChecks(() => report(updates.check(false)));
  function followSettings(): void {
    const { checkForUpdates, askedAboutUpdates } = settings.current;
    daily.allow(checkForUpdates);
    // Whoever turned it on among the settings need not be asked any more.
    if (checkForUpdates && !askedAboutUpdates) settings.change({ askedAboutUpdates: true });
  }
  settings.onChange(followSettings);
  followSettings();
  return { ...updates, handlers: handlersOf(updates, openReleases) };
}

/** What says where the releases are. To try updates out from the sources, a developer names a file of his own. */
function feedFileOfApp(): string | null {
  return app.isPackaged
    ? join(process.resourcesPath, 'app-update.yml')
    : (process.env.LAMBDASCOPE_UPDATE_FEED ?? null);
}

function handlersOf(updates: Updates, openReleases: () => void): AttachedUpdates['handlers'] {
  return {
    getUpdateStatus: updates.status,
    checkForUpdate: () => updates.check(true),
    downloadUpdate: updates.download,
    dismissUpdate: ({ skip }) => updates.dismiss(skip),
    installUpdate() {
      updates.installAndRestart();
      return null;
    },
    openReleases() {
      openReleases();
      return null;
    },
  };
}
