import { cpSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { recordLongTasks, seen } from './browser.ts';
import { makeDataDir, startHost, type BenchHost } from './host.ts';

declare const longTasks: number[];

/** A build that serves a copy of a history, and its page. */
export interface OpenedBuild {
  readonly host: BenchHost;
  readonly page: Page;
  /** Suffix for the names of measurements; empty for this tree's own build. */
  readonly label: string;
  close(): Promise<void>;
}

/** @param cli that of another build */
export async function openBuild(
  browser: Browser,
  folder: string,
  cli: string | undefined,
): Promise<OpenedBuild> {
  const dataDir = makeDataDir();
  cpSync(folder, dataDir.path, { recursive: true });
  const host = await startHost(dataDir.path, { cli });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(recordLongTasks);
  await page.goto(host.url); // once: the link lets one browser in
  return {
    ...{ host, page },
    label: cli === undefined ? '' : `, ${cli}`,
    async close() {
      await host.stop();
      dataDir.remove();
    },
  };
}

/** Starts again with a page that has read no run and is at rest. */
export async function startAnew(page: Page): Promise<void> {
  await page.evaluate(() => (location.hash = '/settings'));
  await page.reload();
  await seen(page, 'h1');
  await page.waitForTimeout(500);
  await page.evaluate(() => (longTasks.length = 0));
}

/** The longest since then, in milliseconds; 0 if none took 50 ms. */
export function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, ...longTasks));
}
