import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Fits } from './surface.ts';

/** Squirrel updates macOS and Windows; on Linux none of this does anything (shell/browser/auto_updater.cc, v45). */
class StandInAutoUpdater extends EventEmitter {
  getFeedURL(): string {
    return '';
  }

  setFeedURL(): void {}

  checkForUpdates(): void {}

  quitAndInstall(): void {}
}

export const autoUpdater = new StandInAutoUpdater();

export type AutoUpdaterSurface = Fits<StandInAutoUpdater, Electron.AutoUpdater>;
