import { app, autoUpdater } from 'electron';
import { getAppCacheDir } from 'electron-updater/out/AppAdapter.js';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { createUpdater, type Updater } from './updater.ts';

/**
 * The updater of the running app; `feedFile` says where its releases are. This module, and electron-updater with it, is loaded only when
 * somebody checks for a newer version.
 */
export function updaterOfApp(feedFile: string): Updater {
  return createUpdater({
    platform: process.platform,
    executor: new ElectronHttpExecutor(),
    squirrel: autoUpdater,
    args: process.argv.slice(1),
    app: {
      name: app.getName(),
      version: app.getVersion(),
      isPackaged: true,
      appUpdateConfigPath: feedFile,
      userDataPath: app.getPath('userData'),
      baseCachePath: getAppCacheDir(),
      whenReady: () => app.whenReady(),
      relaunch: () => app.relaunch(),
      quit: () => app.quit(),
      // Installing on quit is called explicitly: only the app knows whether the user quit or the session is ending.
      onQuit: () => undefined,
    },
  });
}
