import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { preventable, type Fits } from './surface.ts';

/** Notifications on the screen: a test clicks one with `notification.emit('click')`. */
export const shownNotifications: StandInNotification[] = [];

export class StandInNotification extends EventEmitter {
  title: string;
  body: string;
  silent: boolean;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create Notification before app is ready');
    const { title = '', body = '', silent = false } = options;
    [this.title, this.body, this.silent] = [title, body, silent];
  }

  static isSupported(): boolean {
    return true;
  }

  /** Shows it, repeatedly if necessary. */
  show(): void {
    this.#forget();
    shownNotifications.push(this);
    setImmediate(() => this.emit('show', preventable({})));
  }

  close(): void {
    if (this.#forget()) this.emit('close', preventable({}));
  }

  #forget(): boolean {
    const at = shownNotifications.indexOf(this);
    if (at >= 0) shownNotifications.splice(at, 1);
    return at >= 0;
  }
}

export const crashReporter: Pick<Electron.CrashReporter, 'start'> = {
  /** The wording is Electron's (lib/browser/api/crash-reporter.ts, v45). */
  start({ submitURL = '', uploadToServer = true }) {
    if (uploadToServer && !submitURL)
      throw new Error('submitURL must be specified when uploadToServer is true');
    app.getPath('crashDumps'); // creates the folder
  },
};

class StandInNativeTheme extends EventEmitter {
  shouldUseDarkColors = false;
  themeSource: 'system' | 'light' | 'dark' = 'system';
}

export const nativeTheme = new StandInNativeTheme() satisfies Pick<
  Electron.NativeTheme,
  'shouldUseDarkColors' | 'themeSource'
>;

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display: Pick<Electron.Display, 'scaleFactor' | 'size' | 'workArea'> = {
  workArea: area,
  size: area,
  scaleFactor: 1,
};

export const screen = Object.assign(new EventEmitter(), { getAllDisplays: () => [display] });

export type NotificationSurface = Fits<StandInNotification, Electron.Notification>;
