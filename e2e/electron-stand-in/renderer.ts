import { readFileSync } from 'node:fs';
import type { CDPSession, Download, Page } from '@playwright/test';
import { openPage } from './browser.ts';
import { notify } from './control.ts';
import { documentScripts, preloadBinding, preloadWorld } from './worlds.ts';
import type { Answerer } from './requests.ts';
import { answerRequests } from './requests.ts';

/** What a renderer tells its webContents. */
export interface RendererEvents extends Answerer {
  /** A message from the isolated world. */
  message(payload: string): void;
  /** Another document is there, or the same one at another place within itself. */
  navigated(url: string, isSameDocument: boolean): void;
  domReady(): void;
  loaded(): void;
  crashed(): void;
  closed(): void;
  windowOpened(url: string): void;
  downloading(download: Download): void;
}

/** A Chromium page, in a process that can die. */
export interface Renderer {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Evaluates in the preload's world. What a document that has gone meanwhile would have received is lost, as in Electron. */
  deliver(expression: string): void;
}

/** Opens a page with the preload script at `preload`; it shows about:blank. */
export async function startRenderer(
  preload: string,
  size: { readonly width: number; readonly height: number },
  events: RendererEvents,
): Promise<Renderer> {
  const { page, ...place } = await openPage();
  await page.setViewportSize(size);
  const cdp = await page.context().newCDPSession(page);
  let worldId: number | null = null;
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === preloadWorld) worldId = context.id;
  });
  cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name === preloadBinding) events.message(payload);
  });
  cdp.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined) events.navigated(frame.url + (frame.urlFragment ?? ''), false);
  });
  const { frameTree } = await cdp.send('Page.getFrameTree');
  cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId === frameTree.frame.id) events.navigated(url, true);
  });
  cdp.on('Page.domContentEventFired', () => events.domReady());
  cdp.on('Page.loadEventFired', () => events.loaded());
  cdp.on('Page.windowOpen', ({ url }) => events.windowOpened(url));
  cdp.on('Inspector.targetCrashed', () => events.crashed());
  page.on('close', () => events.closed());
  page.on('popup', (popup) => void popup.close()); // nothing is ever allowed to open
  page.on('download', (download) => events.downloading(download));

  const { main, isolated } = documentScripts(preload === '' ? '' : readFileSync(preload, 'utf8'));
  await cdp.send('Page.enable');
  await cdp.send('Inspector.enable');
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: preloadBinding, executionContextName: preloadWorld });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: main });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: preloadWorld });
  await answerRequests(page, events);
  const { targetInfo } = await cdp.send('Target.getTargetInfo');
  page.once('load', () => notify('pageOpened', { ...place, targetId: targetInfo.targetId }));

  return {
    page,
    cdp,
    deliver(expression) {
      if (worldId === null || page.isClosed()) return;
      cdp.send('Runtime.evaluate', { expression, contextId: worldId }).catch(() => undefined);
    },
  };
}
