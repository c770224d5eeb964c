import type { Frame } from '@playwright/test';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { hardness } from './asked.ts';
import { onControl } from './control.ts';
import { loadFailure } from './load-failure.ts';
import { createNavigationHistory, type StandInHistory } from './navigation-history.ts';
import { PageTools } from './page-tools.ts';
import { PreloadLink } from './preload-link.ts';
import type { KeyInput } from './preload-world.ts';
import { fromBrowserUrl, toBrowserUrl } from './protocol.ts';
import { startRenderer, type Renderer } from './renderer.ts';
import { startDownload } from './download.ts';
import { applyPermissions, defaultSession } from './session.ts';
import { forbidMembers, preventable, type Fits } from './surface.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** What a webContents needs from its window. */
export interface OwnerWindow {
  readonly size: { readonly width: number; readonly height: number };
  /** The page ended by itself. */
  pageClosed(): void;
  /** A key that the page did not handle: a menu may use it. */
  unhandledKey(input: KeyInput): void;
}

let lastId = 0;
const all = new Set<StandInWebContents>();

export class StandInWebContents extends PageTools {
  readonly id = ++lastId;
  readonly session = defaultSession;
  readonly navigationHistory: StandInHistory = createNavigationHistory(() => this.#renderer?.cdp ?? null);
  readonly #preload: string;
  readonly #owner: OwnerWindow;
  #renderer: Renderer | null = null;
  #starting: Promise<Renderer> | null = null;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  /** The URL requested with loadURL: Electron does not announce its own navigations. */
  #ownNavigation: string | null = null;
  readonly #link = new PreloadLink(
    this,
    (expression) => {
      if (!this.#isCrashed) this.#renderer?.deliver(expression);
    },
    (input) => this.#owner.unhandledKey(input),
  );
  #isCrashed = false;
  #isDestroyed = false;

  constructor(preload: string, owner: OwnerWindow) {
    super(() => this.#renderer);
    this.#preload = preload;
    this.#owner = owner;
    all.add(this);
    this.on('render-process-gone', (_event, details) =>
      app.emit('render-process-gone', preventable({}), this, details),
    );
    app.emit('web-contents-created', preventable({}), this);
  }

  static getAllWebContents(): StandInWebContents[] {
    return [...all];
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  getURL(): string {
    const url = this.#renderer?.page.url() ?? '';
    return url === 'about:blank' ? '' : fromBrowserUrl(url);
  }

  send(channel: string, ...args: unknown[]): void {
    this.#link.deliver({ kind: 'event', channel, args });
  }

  focus(): void {
    void this.#renderer?.page.bringToFront();
  }

  isFocused(): boolean {
    return !this.#isDestroyed;
  }

  toggleDevTools(): void {}

  reload(): void {
    // The last entry of the history, even if the page went there by itself.
    if (this.#isCrashed) void this.#load(toBrowserUrl(this.getURL())).catch(() => undefined);
    else void this.#renderer?.page.reload().catch(() => undefined);
  }

  /** Rejects like Electron, and an unawaited rejection does not count as unhandled (lib/browser/api/web-contents.ts, v45). */
  loadURL(url: string): Promise<void> {
    const loading = this.#load(toBrowserUrl(url));
    loading.catch(() => undefined);
    return loading;
  }

  /** On Linux the renderer is told to crash (shell/browser/api/electron_api_web_contents.cc, v45). */
  forcefullyCrashRenderer(): void {
    void this.crash('crashed');
  }

  /** Resolves to a live page: the first one, or the one after a crash. */
  async start(): Promise<void> {
    await this.#started();
  }

  /** The renderer process dies. */
  async crash(reason: string): Promise<void> {
    const { cdp } = await this.#started();
    this.#crashReason = reason;
    cdp.send('Page.crash').catch(() => undefined); // the answer would come from a dead process
  }
  #crashReason = 'crashed';

  /** As when its window closes: Electron's objects outlive what they stand for, and then throw. */
  async destroy(): Promise<void> {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    all.delete(this);
    this.emit('destroyed');
    forbidMembers(this, ['isDestroyed', 'id', 'destroy', 'start']);
    await (await this.#starting)?.page.close().catch(() => undefined);
  }

  async #load(target: string): Promise<void> {
    this.#ownNavigation = target;
    const { page, cdp } = await this.#started();
    const url = fromBrowserUrl(target);
    // Chromium would look for a program that handles such a scheme.
    if (!/^(https?|data|file|blob|about):/.test(target)) this.#failed('net::ERR_FAILED', url);
    await applyPermissions(cdp, url, new URL(target).origin);
    try {
      await page.goto(target, { waitUntil: 'load' }).catch((thrown: Error) => {
        // The error page of the last failure came in between; this one is on its way.
        if (thrown.message.includes('chrome-error:')) return page.waitForURL(target, { waitUntil: 'load' });
        throw thrown;
      });
    } catch (thrown) {
      this.#failed((thrown as Error).message, url);
    }
  }

  #failed(message: string, url: string): never {
    const { name, code, error } = loadFailure(message, url);
    if (!this.#isDestroyed) {
      this.emit('did-fail-load', preventable({}), code, name, url, true, 1, 1);
      this.emit('did-stop-loading', preventable({}));
    }
    throw error;
  }

  /** A dead page does not come back: after a crash there is a new one. */
  #started(): Promise<Renderer> {
    if (this.#starting !== null && !this.#isCrashed) return this.#starting;
    app.checkSandbox();
    const old = this.#renderer;
    this.#renderer = null;
    this.#isCrashed = false;
    const started: Promise<Renderer> = startRenderer(this.#preload, this.#owner.size, {
      message: (payload) => this.#link.receive(payload),
      navigated: (url, isSameDocument) => void this.#navigated(fromBrowserUrl(url), isSameDocument),
      domReady: () => this.emit('dom-ready', preventable({})),
      loaded: () => this.#loaded(),
      crashed: () => setImmediate(() => this.#crashed()),
      closed: () => {
        if (started === this.#starting) this.#closed(); // not if another has replaced it
      },
      windowOpened: (url) => void this.#openHandler({ url: fromBrowserUrl(url) } as never),
      downloading: (download) => startDownload(download, this),
      isPrevented: (url, frame) => this.#isPrevented(url, frame),
    }).then((renderer) => {
      void old?.page.close().catch(() => undefined); // after the new one: Chromium ends with its last page
      return (this.#renderer = renderer);
    });
    this.#starting = started;
    return started;
  }

  async #navigated(url: string, isSameDocument: boolean): Promise<void> {
    if (this.#isDestroyed || url === 'about:blank') return;
    if (!isSameDocument) {
      this.#link.documentChanged();
      this.emit('did-start-loading', preventable({}));
    }
    await this.navigationHistory.refresh();
    if (this.#isDestroyed) return;
    if (isSameDocument) this.emit('did-navigate-in-page', preventable({}), url, true, 1, 1);
    else this.emit('did-navigate', preventable({}), url, 200, 'OK');
  }

  #loaded(): void {
    if (this.#isDestroyed || this.getURL() === '') return;
    if (!hardness.neverReadyToShow) this.emit('ready-to-show', preventable({}));
    this.emit('did-finish-load', preventable({}));
    this.emit('did-stop-loading', preventable({}));
  }

  #crashed(): void {
    if (this.#isDestroyed || this.#isCrashed) return;
    this.#isCrashed = true;
    this.#link.documentChanged();
    this.emit('render-process-gone', preventable({}), { reason: this.#crashReason, exitCode: 5 });
  }

  #closed(): void {
    if (this.#isDestroyed || this.#isCrashed) return;
    this.#owner.pageClosed();
  }

  #isPrevented(browserUrl: string, frame: Frame): boolean {
    const isMainFrame = frame.parentFrame() === null;
    const withoutHash = this.#ownNavigation?.split('#')[0];
    if (isMainFrame && browserUrl.split('#')[0] === withoutHash) return false;
    const event = preventable({ url: fromBrowserUrl(browserUrl), isMainFrame, isSameDocument: false });
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event, event.url);
    return event.defaultPrevented;
  }
}

onControl('crashPage', ({ reason = 'crashed' }) => void [...all][0]?.crash(reason));

export const webContents = {
  getAllWebContents: () => StandInWebContents.getAllWebContents(),
  getFocusedWebContents: () => [...all].at(-1) ?? null,
  fromId: (id: number) => [...all].find((contents) => contents.id === id),
};

export type WebContentsSurface = Fits<
  StandInWebContents,
  Electron.WebContents,
  'navigationHistory' | 'session'
>;
