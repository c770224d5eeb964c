import { BaseUpdater, CancellationToken, MacUpdater, NsisUpdater, type AppUpdater } from 'electron-updater';
import type { AppAdapter } from 'electron-updater/out/AppAdapter';
import type { AutoUpdater } from 'electron';
import type { HttpExecutor } from 'builder-util-runtime';
import type { NewerVersion } from '#api';
import { plainNotes } from './plain-notes.ts';
import { quietExecutor, type Sent } from './quiet-executor.ts';
import { SafeAppImageUpdater } from './safe-app-image-updater.ts';

/** Looks for a newer version, downloads and installs it. */
export interface Updater {
  /** The newest version if it is newer than the running one, otherwise null. Rejects with electron-updater's errors. */
  check(): Promise<NewerVersion | null>;
  /**
   * Downloads what `check` found, and verifies that it is what was released. `onProgress` receives the bytes so far and the total bytes.
   * Rejects with electron-updater's errors, or with any error after `signal` has cancelled it.
   */
  download(
    signal: AbortSignal,
    onProgress: (receivedBytes: number, totalBytes: number) => void,
  ): Promise<void>;
  /**
   * Starts installing the download, which continues after this process has ended. With `restart`, the app quits and the new version starts.
   * Throws if the installation cannot be started.
   */
  install(restart: boolean): void;
}

/** What electron-updater needs of the app. */
export interface UpdaterSurroundings<Request extends Sent> {
  readonly platform: NodeJS.Platform;
  readonly app: AppAdapter;
  readonly executor: HttpExecutor<Request>;
  /** macOS: Electron's own updater, Squirrel.Mac, which takes over the download. */
  readonly squirrel: Pick<AutoUpdater, 'once' | 'off'>;
  /** Arguments that the app was started with. */
  readonly args: readonly string[];
}

export function createUpdater<Request extends Sent>(surroundings: UpdaterSurroundings<Request>): Updater {
  const { app, executor, squirrel } = surroundings;
  const updater = updaterFor(surroundings);
  // electron-updater creates this internally unless it is given an app, as its own tests do.
  Object.assign(updater, { httpExecutor: executor });
  const abortRequests = quietExecutor(executor, `${app.name}/${app.version}`);
  // Failures also arrive as rejections.
  updater.logger = null;
  updater.autoDownload = false;
  // Squirrel.Mac waits for the process to end by itself. The others would install on the app's last event, whatever caused it.
  updater.autoInstallOnAppQuit = updater instanceof MacUpdater;
  updater.allowPrerelease = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // A copy that cannot replace itself should also learn about a newer version.
  updater.forceDevUpdateConfig = true;
  // Versions are released to everybody at once, so users need not be told apart.
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
      // Without this call, Squirrel.Mac installs once the app has ended.
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

/** Resolves once Squirrel.Mac has unpacked and verified the download: from then on it can be installed. */
function takenBy(squirrel: UpdaterSurroundings<Sent>['squirrel']): Promise<void> {
  return new Promise((resolve, reject) => {
    squirrel.once('update-downloaded', () => {
      squirrel.off('error', reject);
      resolve();
    });
    squirrel.once('error', reject);
  });
}

/** Silent: the user has already agreed and needs no wizard. */
function installNow(updater: BaseUpdater, restart: boolean): void {
  let failure = new Error('there is nothing to install');
  const hear = (error: Error): void => void (failure = error);
  updater.on('error', hear);
  const isUnderWay = updater.install(true, restart);
  updater.off('error', hear);
  if (!isUnderWay) throw failure;
}
