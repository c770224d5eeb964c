import { BaseUpdater, CancellationToken, MacUpdater, NsisUpdater, type AppUpdater } from 'electron-updater';
import type { AppAdapter } from 'electron-updater/out/AppAdapter';
import type { AutoUpdater } from 'electron';
import type { HttpExecutor } from 'builder-util-runtime';
import type { NewerVersion } from '#api';
import { plainNotes } from './plain-notes.ts';
import { quietExecutor, type Sent } from './quiet-executor.ts';
import { SafeAppImageUpdater } from './safe-app-image-updater.ts';

/** What looks for a newer version, fetches and installs it. */
export interface Updater {
  /** The newest version where it is newer than the running one, else null. Rejects with electron-updater's errors. */
  check(): Promise<NewerVersion | null>;
  /**
   * Fetches what `check` found, and checks that it is what was released. `onProgress` hears of bytes received and of bytes in
   * all. Rejects with electron-updater's errors, and with whatever when `signal` has ended it.
   */
  download(
    signal: AbortSignal,
    onProgress: (receivedBytes: number, totalBytes: number) => void,
  ): Promise<void>;
  /**
   * Starts the installation of what was fetched, which goes on when this process has ended. With `restart` it quits, and the
   * new version starts. Throws when it cannot be started.
   */
  install(restart: boolean): void;
}

/** What electron-updater needs of the app. */
export interface UpdaterSurroundings<Request extends Sent> {
  readonly platform: NodeJS.Platform;
  readonly app: AppAdapter;
  readonly executor: HttpExecutor<Request>;
  /** macOS: Electron's own updater, Squirrel.Mac, which takes over what was fetched. */
  readonly squirrel: Pick<AutoUpdater, 'once' | 'off'>;
  /** Arguments that the app was started with. */
  readonly args: readonly string[];
}

export function createUpdater<Request extends Sent>(surroundings: UpdaterSurroundings<Request>): Updater {
  const { app, executor, squirrel } = surroundings;
  const updater = updaterFor(surroundings);
  // Inside it makes this one itself, unless it is given an app, as its own tests do.
  Object.assign(updater, { httpExecutor: executor });
  const abortRequests = quietExecutor(executor, `${app.name}/${app.version}`);
  // Failures come as rejections as well.
  updater.logger = null;
  updater.autoDownload = false;
  // Squirrel.Mac waits for the process to end by itself. The others wait for the app's last event, whatever brought it about.
  updater.autoInstallOnAppQuit = updater instanceof MacUpdater;
  updater.allowPrerelease = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // Whoever cannot replace himself wants to know of a newer version as well.
  updater.forceDevUpdateConfig = true;
  // Versions come out for all at once, so nobody needs to be told from another.
  updater.isUserWithinRollout = () => true;
  Object.assign(updater, { stagingUserIdPromise: { value: Promise.resolve('') } });

  return {
    async check() {
      const result = await updater.checkForUpdates();
      if (!result?.isUpdateAvailable) return null;
      const { version, releaseNotes } = result.updateInfo;
      return { version, notes: plainNotes(releaseNotes) };
    },
    async download(signal, onProgress) {
      const token = new CancellationToken();
      const cancel = (): void => {
        token.cancel();
        abortRequests();
      };
      updater.on('download-progress', ({ transferred, total }) => onProgress(transferred, total));
      signal.addEventListener('abort', cancel, { once: true });
      try {
        const fetched = updater.downloadUpdate(token);
        await (updater instanceof MacUpdater ? Promise.all([fetched, takenBy(squirrel)]) : fetched);
      } finally {
        signal.removeEventListener('abort', cancel);
        updater.removeAllListeners('download-progress');
      }
    },
    install(restart) {
      // By itself Squirrel.Mac installs once the app has ended.
      if (updater instanceof MacUpdater && restart) updater.quitAndInstall();
      if (!(updater instanceof BaseUpdater)) return;
      installNow(updater, restart);
      if (restart) app.quit();
    },
  };
}

function updaterFor<Request extends Sent>({ platform, app, args }: UpdaterSurroundings<Request>): AppUpdater {
  if (platform === 'win32') return new NsisUpdater(undefined, app);
  if (platform === 'darwin') return new MacUpdater(undefined, app);
  return new SafeAppImageUpdater(app, args);
}

/** Resolves once Squirrel.Mac has unpacked and verified what it was given: from then on it can be installed. */
function takenBy(squirrel: UpdaterSurroundings<Sent>['squirrel']): Promise<void> {
  return new Promise((resolve, reject) => {
    squirrel.once('update-downloaded', () => {
      squirrel.off('error', reject);
      resolve();
    });
    squirrel.once('error', reject);
  });
}

/** Silently: what was agreed to needs no wizard. */
function installNow(updater: BaseUpdater, restart: boolean): void {
  let failure = new Error('there is nothing to install');
  const hear = (error: Error): void => void (failure = error);
  updater.on('error', hear);
  const isUnderWay = updater.install(true, restart);
  updater.off('error', hear);
  if (!isUnderWay) throw failure;
}
