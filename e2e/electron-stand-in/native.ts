import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { preventable, type Fits } from './surface.ts';

/** Notifications that are on the screen: a test clicks one with `notification.emit('click')`. */
export const shownNotifications: StandInNotification[] = [];

export class StandInNotification extends EventEmitter {
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create Notification before app is ready');
    const { title = '', subtitle = '', body = '', silent = false } = options;
    Object.assign(this, { title, subtitle, body, silent });
    [this.title, this.subtitle, this.body, this.silent] = [title, subtitle, body, silent];
  }

  static isSupported(): boolean {
    return true;
  }

  /** Shows it, again if need be. */
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

class StandInCrashReporter {
  readonly #parameters = new Map<string, string>();
  #uploads = true;

  /** The words are Electron's (lib/browser/api/crash-reporter.ts, v45). */
  start(options: Electron.CrashReporterStartOptions): void {
    const { submitURL = '', uploadToServer = true, extra = {} } = options;
    if (uploadToServer && !submitURL)
      throw new Error('submitURL must be specified when uploadToServer is true');
    this.#uploads = uploadToServer;
    for (const [key, value] of Object.entries(extra)) this.#parameters.set(key, value);
    app.getPath('crashDumps'); // makes the folder
  }

  addExtraParameter(key: string, value: string): void {
    this.#parameters.set(key, value);
  }

  removeExtraParameter(key: string): void {
    this.#parameters.delete(key);
  }

  getParameters(): Record<string, string> {
    return Object.fromEntries(this.#parameters);
  }

  getUploadToServer(): boolean {
    return this.#uploads;
  }

  setUploadToServer(uploadToServer: boolean): void {
    this.#uploads = uploadToServer;
  }

  getUploadedReports(): Electron.CrashReport[] {
    return [];
  }

  getLastCrashReport(): Electron.CrashReport {
    return null as unknown as Electron.CrashReport; // Electron declares it so, and returns null
  }
}

export const crashReporter = new StandInCrashReporter() satisfies Electron.CrashReporter;

class StandInNativeTheme extends EventEmitter {
  shouldUseDarkColors = false;
  themeSource: 'system' | 'light' | 'dark' = 'system';
}

export const nativeTheme = new StandInNativeTheme() satisfies Pick<
  Electron.NativeTheme,
  'shouldUseDarkColors' | 'themeSource'
>;

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = {
  id: 1,
  workArea: area,
  bounds: area,
  size: area,
  scaleFactor: 1,
  workAreaSize: area,
} as unknown as Electron.Display;

class StandInScreen extends EventEmitter {
  displays = [display];

  getAllDisplays(): Electron.Display[] {
    return this.displays;
  }

  getPrimaryDisplay(): Electron.Display {
    return this.displays[0] ?? display;
  }

  getDisplayMatching(): Electron.Display {
    return this.getPrimaryDisplay();
  }

  getDisplayNearestPoint(): Electron.Display {
    return this.getPrimaryDisplay();
  }
}

export const screen = new StandInScreen() satisfies Pick<
  Electron.Screen,
  'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getPrimaryDisplay'
>;

const image = (isEmpty: boolean): Electron.NativeImage =>
  ({ isEmpty: () => isEmpty, getSize: () => ({ width: 16, height: 16 }) }) as Electron.NativeImage;

export const nativeImage = {
  createEmpty: () => image(true),
  createFromPath: (path) => image(path === ''),
  createFromBuffer: ({ length }) => image(length === 0),
  createFromDataURL: (url) => image(url === ''),
} satisfies Pick<
  typeof Electron.nativeImage,
  'createEmpty' | 'createFromBuffer' | 'createFromDataURL' | 'createFromPath'
>;

export type NotificationSurface = Fits<
  StandInNotification,
  Electron.Notification,
  'body' | 'close' | 'show' | 'silent' | 'subtitle' | 'title'
>;
