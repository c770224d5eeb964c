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

/** What the desktop needs of updates. */
export interface AttachedUpdates extends Updates {
  readonly handlers: Pick<DesktopHandlers, UpdateCommand>;
}

interface UpdateOptions {
  readonly desktop: Pick<Desktop, 'log' | 'settings' | 'dataDir' | 'send'>;
  /** Quits in the app's usual way, then leaves by `wayOut`. */
  readonly quitBy: (wayOut: () => void) => void;
  readonly openReleases: () => void;
}

/** Updates for the running app, with a daily check if the setting allows it. Makes no network request until the user has agreed to one. */
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
        app.releaseSingleInstanceLock(); // the new version may start before this one has ended
        wayOut();
      }),
    restart: relaunch,
  });
  const daily = createDailyChecks(() => report(updates.check(false)));
  function followSettings(): void {
    const { checkForUpdates, askedAboutUpdates } = settings.current;
    daily.allow(checkForUpdates);
    // A user who turned this on in the settings need not be asked.
    if (checkForUpdates && !askedAboutUpdates) settings.change({ askedAboutUpdates: true });
  }
  settings.onChange(followSettings);
  followSettings();
  return { ...updates, handlers: handlersOf(updates, openReleases) };
}

/** The file that says where the releases are. To try out updates from source, a developer can name another file. */
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
