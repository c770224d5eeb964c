import { EventEmitter } from 'node:events';
import type { Page } from '@playwright/test';
import type * as Electron from 'electron';
import { app, type QuitParticipant } from './app.ts';
import { openBrowser } from './browser.ts';
import { notify, onControl } from './control.ts';
import { preventable, type Fits } from './surface.ts';
import { StandInWebContents } from './web-contents.ts';

const windows = new Set<StandInWindow>();

export class StandInWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: StandInWebContents;
  readonly #page: Promise<Page>;
  readonly #participant: QuitParticipant = { close: () => this.#tryClose() };
  #bounds: Electron.Rectangle;
  #isMaximized = false;
  #isVisible: boolean;
  #isDestroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const { webPreferences, x = 0, y = 0, width = 800, height = 600, show = true } = options;
    if (
      !webPreferences?.contextIsolation ||
      !webPreferences.sandbox ||
      webPreferences.nodeIntegration !== false
    ) {
      throw new Error('the stand-in has isolated, sandboxed windows only');
    }
    this.#bounds = { x, y, width, height };
    this.#isVisible = show;
    this.webContents = new StandInWebContents(webPreferences.preload ?? '');
    this.id = this.webContents.id;
    windows.add(this);
    app.participants.add(this.#participant);
    this.#page = this.#open();
    this.#page.catch(failLoudly);
  }

  static getAllWindows(): StandInWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: unknown): StandInWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    await this.#page;
    await this.webContents.allow(url).catch(failLoudly);
    await this.webContents.loadURL(url);
  }

  show(): void {
    this.#isVisible = true;
    this.emit('show');
  }

  hide(): void {
    this.#isVisible = false;
  }

  focus(): void {
    void this.#page.then((page) => page.bringToFront());
  }

  restore(): void {
    this.#isVisible = true;
  }

  maximize(): void {
    this.#isMaximized = true;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isMinimized(): boolean {
    return false;
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getNormalBounds(): Electron.Rectangle {
    return this.#bounds;
  }

  close(): void {
    void this.#tryClose();
  }

  async #open(): Promise<Page> {
    const { context, debuggingUrl } = await openBrowser();
    const blank = context.pages()[0];
    const page = windows.size === 1 && blank?.url() === 'about:blank' ? blank : await context.newPage();
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height });
    await this.webContents.attach(page);
    page.on('close', () => this.#gone());
    page.once('load', () => {
      this.emit('ready-to-show');
      notify({ kind: 'pageOpened', debuggingUrl });
    });
    return page;
  }

  async #tryClose(): Promise<boolean> {
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    const page = await this.#page;
    this.#gone();
    await page.close();
    return true;
  }

  /** Also when the page ended by itself. */
  #gone(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    windows.delete(this);
    app.participants.delete(this.#participant);
    this.emit('closed');
    if (windows.size > 0) return;
    if (app.listenerCount('window-all-closed') === 0) app.quit();
    else app.emit('window-all-closed');
  }
}

onControl('closeWindow', () => [...windows][0]?.close());

/** A fault of the stand-in itself, which the app could only mistake for a page that does not load. */
function failLoudly(thrown: unknown): void {
  process.stderr.write(`the Electron stand-in failed: ${String(thrown)}\n`);
  process.exit(70);
}

export type WindowSurface = Fits<
  StandInWindow,
  Electron.BrowserWindow,
  | 'close'
  | 'focus'
  | 'getNormalBounds'
  | 'hide'
  | 'id'
  | 'isDestroyed'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'maximize'
  | 'restore'
  | 'show'
>;
