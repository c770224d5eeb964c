import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';

const debian = '/usr/bin/chromium';

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(debian) ? debian : undefined);
  return chromium.launch({
    args: ['--no-sandbox'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
}

/** Waits frame by frame until `selector` matches `count` elements; a locator would only check every half second. */
export async function seen(page: Page, selector: string, count = 1): Promise<void> {
  await page.waitForFunction(
    ([wanted, least]) => document.querySelectorAll(wanted).length >= least,
    [selector, count] as const,
    { polling: 'raf' },
  );
}

/** In a page: records in `longTasks` the duration of each task of 50 ms or more. */
export function recordLongTasks(): void {
  const tasks: number[] = [];
  Object.assign(globalThis, { longTasks: tasks });
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: 'longtask',
    buffered: true,
  });
}
