import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CDPSession, Frame, Page, Route } from '@playwright/test';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { decodeClone, encodeClone } from './clone-codec.ts';
import { ipcMain } from './ipc-main.ts';
import { answer, fromBrowserUrl, toBrowserUrl } from './protocol.ts';
import { applyPermissions } from './session.ts';
import { preventable, type Fits } from './surface.ts';
import { documentScripts, preloadBinding, preloadWorld } from './worlds.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

let lastId = 0;

export class StandInWebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly navigationHistory = {
    clear: (): void => void this.#cdp?.send('Page.resetNavigationHistory').catch(() => undefined),
  };
  readonly #preload: string;
  #page: Page | null = null;
  #cdp: CDPSession | null = null;
  #worldId: number | null = null;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  /** The URL that loadURL asked for: Electron does not announce its own navigations. */
  #ownNavigation: string | null = null;

  constructor(preload: string) {
    super();
    this.#preload = preload;
    app.emit('web-contents-created', {}, this);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.#page?.isClosed() ?? false;
  }

  getURL(): string {
    return this.#page === null ? '' : fromBrowserUrl(this.#page.url());
  }

  send(channel: string, ...args: unknown[]): void {
    this.#deliver(encodeClone({ channel, value: args }));
  }

  /** Joins this to a fresh page. */
  async attach(page: Page): Promise<void> {
    this.#page = page;
    const cdp = await page.context().newCDPSession(page);
    this.#cdp = cdp;
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === preloadWorld) this.#worldId = context.id;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === preloadBinding) void this.#invoke(payload);
    });
    const { main, isolated } = documentScripts(readFileSync(this.#preload, 'utf8'));
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: preloadBinding, executionContextName: preloadWorld });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: main });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: preloadWorld });
    await page.route('**/*', (route) => this.#answer(route));
    cdp.on('Page.windowOpen', ({ url }) => void this.#openHandler({ url: fromBrowserUrl(url) } as never));
    page.on('popup', (popup) => void popup.close()); // nothing is ever allowed to open
  }

  /** Gives the page at `url` the permissions that the app's handlers grant. */
  async allow(url: string): Promise<void> {
    if (this.#cdp !== null) await applyPermissions(this.#cdp, url, new URL(toBrowserUrl(url)).origin);
  }

  async loadURL(url: string): Promise<void> {
    const target = toBrowserUrl(url);
    this.#ownNavigation = target;
    await this.#page?.goto(target, { waitUntil: 'load' });
    this.emit('did-finish-load');
  }

  /** A request of the page: a navigation that the app may prevent, or a file of its protocol. */
  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = fromBrowserUrl(request.url());
    if (request.isNavigationRequest() && this.#isPrevented(request.url(), request.frame())) {
      await route.abort('aborted');
      return;
    }
    const response = await answer(request.method(), url);
    if (response === null) {
      await route.abort('internetdisconnected'); // no test reaches past this machine
      return;
    }
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
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

  async #invoke(payload: string): Promise<void> {
    const { id, channel, args } = decodeClone(payload) as { id: number; channel: string; args: unknown[] };
    const senderFrame = { url: this.getURL(), parent: null, detached: false };
    const event = { sender: this, senderFrame, type: 'frame' } as unknown as Electron.IpcMainInvokeEvent;
    try {
      this.#deliver(encodeClone({ id, value: await ipcMain.answer(channel, event, args) }));
    } catch (thrown) {
      this.#deliver(encodeClone({ id, error: (thrown as Error).message }));
    }
  }

  #deliver(text: string): void {
    if (this.#worldId === null || this.isDestroyed()) return;
    const expression = `${preloadBinding}Receive(${JSON.stringify(text)})`;
    // A document that has gone meanwhile hears no more, as under Electron.
    this.#cdp?.send('Runtime.evaluate', { expression, contextId: this.#worldId }).catch(() => undefined);
  }
}

export type WebContentsSurface = Fits<
  StandInWebContents,
  Electron.WebContents,
  'getURL' | 'id' | 'isDestroyed' | 'send' | 'setWindowOpenHandler'
>;
