import type * as Electron from 'electron';
import { app, type ListedWindow } from './app.ts';
import { onControl } from './control.ts';
import { clickAccelerator } from './menu.ts';
import { endAtOnce } from './node-exit.ts';
import { forbidMembers, preventable, type Fits } from './surface.ts';
import { StandInWebContents } from './web-contents.ts';
import { WindowShape } from './window-shape.ts';

const windows = new Set<StandInWindow>();
/** How long a page may take to close before its window counts as unresponsive, in milliseconds (lib/browser/api/browser-window.ts, v45). */
const closeTimeoutMs = 5000;

export class StandInWindow extends WindowShape implements ListedWindow {
  readonly webContents: StandInWebContents;
  readonly #contents: StandInWebContents;
  #isDestroyed = false;
  #unresponsive: NodeJS.Timeout | null = null;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    super(options);
    const { webPreferences, show = true } = options;
    if (
      !webPreferences?.contextIsolation ||
      !webPreferences.sandbox ||
      webPreferences.nodeIntegration !== false
    ) {
      throw new Error('the stand-in has isolated, sandboxed windows only');
    }
    this.#contents = new StandInWebContents(webPreferences.preload ?? '', {
      size: { width: this.getBounds().width, height: this.getBounds().height },
      pageClosed: () => this.#gone(),
      unhandledKey: (input) => clickAccelerator(input, this),
    });
    this.webContents = this.#contents;
    windows.add(this);
    app.windows.add(this);
    this.#forward();
    app.emit('browser-window-created', preventable({}), this);
    this.#contents.start().catch(failLoudly);
    if (show) setImmediate(() => !this.#isDestroyed && this.show());
  }

  static getAllWindows(): StandInWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: unknown): StandInWindow | null {
    return [...windows].find((window) => window.#contents === contents) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    return this.#contents.loadURL(url);
  }

  reload(): void {
    this.#contents.reload();
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** Asks at once; the page and the window go later (shell/browser/native_window.cc, v45). */
  close(): void {
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) {
      app.closeRefused();
      return;
    }
    this.#unresponsive ??= setTimeout(() => this.#sayUnresponsive(), closeTimeoutMs);
    setImmediate(() => this.#gone());
  }

  /** Closes without a 'close' event. */
  destroy(): void {
    setImmediate(() => this.#gone());
  }

  /** Forwards what lib/browser/api/browser-window.ts forwards, v45. */
  #forward(): void {
    const contents = this.#contents;
    this.on('blur', (event) => app.emit('browser-window-blur', event, this));
    this.on('focus', (event) => app.emit('browser-window-focus', event, this));
    contents.on('ready-to-show', () => this.emit('ready-to-show', preventable({})));
    contents.on('stand-in-mouse-button', (command: string) =>
      this.emit('app-command', preventable({}), command),
    );
    contents.on('unresponsive', () => {
      this.#unresponsive ??= setTimeout(() => this.#sayUnresponsive(), 50);
    });
    contents.on('responsive', () => {
      this.#calm();
      this.emit('responsive', preventable({}));
    });
  }

  #sayUnresponsive(): void {
    this.#unresponsive = null;
    if (!this.#isDestroyed) this.emit('unresponsive', preventable({}));
  }

  #calm(): void {
    if (this.#unresponsive !== null) clearTimeout(this.#unresponsive);
    this.#unresponsive = null;
  }

  /** Also if the page ended by itself. */
  #gone(): void {
    if (this.#isDestroyed) return;
    this.#calm();
    const closing = this.#contents.destroy();
    this.#isDestroyed = true;
    windows.delete(this);
    app.windows.delete(this);
    app.lastDeeds.unshift(() => closing);
    forbidMembers(this, ['isDestroyed', 'id', 'close', 'destroy']);
    this.emit('closed', preventable({}));
    if (app.windows.size === 0) app.lastWindowClosed();
  }
}

onControl('closeWindow', () => [...windows][0]?.close());

app.on('stand-in-focus', () => [...windows].find((window) => window.isVisible())?.focus());

/** A defect of the stand-in itself, which the app could only mistake for a page that does not load. */
function failLoudly(thrown: unknown): void {
  if (app.isQuitting) return; // the browser ended before the window did
  process.stderr.write(`the Electron stand-in failed: ${String(thrown)}\n`);
  endAtOnce(70);
}

export type WindowSurface = Fits<StandInWindow, Electron.BrowserWindow, 'webContents'>;
