import type { Page } from '@playwright/test';
import { launchBrowser, seen } from './browser.ts';
import { fillHistory, makeDataDir, startHost } from './host.ts';
import { report } from './statistics.ts';

declare const longTasks: number[];
declare const zooms: number[];

const sizes = [20, 100];
const epochs = 10_001;
const repeats = 5;
const wheelTurns = 8;

/** First complete paint of Compare, zooming in it, and the longest task of its page, while two runs train. */
export async function compare(): Promise<void> {
  const dataDir = makeDataDir();
  const host = await startHost(dataDir.path);
  const ids = await fillHistory(host, Math.max(...sizes), epochs);
  await host.call('setConcurrency', { concurrency: 2 });
  // Two of the chapter's runs on ten times its data, for longer than this takes.
  const { presets } = await import('#experiments');
  const endless = [1, 2].map((seed) => ({ ...presets[1]!.config, seed, epochs: 10_000_000 }));
  const training = await host.call<{ runs: { id: string }[] }>('createRuns', { configs: endless });

  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(recordLongTasks);
  await page.goto(host.url); // once: the link lets one browser in
  for (const size of sizes) await measure(page, ids.slice(0, size));
  await browser.close();
  await host.call('stopRuns', { ids: training.runs.map((run) => run.id) });
  await host.stop();
  dataDir.remove();
}

async function measure(page: Page, ids: readonly string[]): Promise<void> {
  const firstPaints: number[] = [];
  const paints: number[] = [];
  const longest: number[] = [];
  const zoomTimes: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    await page.evaluate(() => (location.hash = '/runs'));
    await seen(page, '[role=row]', 10);
    await page.evaluate(() => (longTasks.length = 0));
    const started = performance.now();
    await page.evaluate((hash) => (location.hash = hash), `/compare?runs=${ids.join(',')}`);
    await seen(page, '[aria-label="Curves"]');
    firstPaints.push(performance.now() - started);
    await seen(page, '[aria-label="Curves"][aria-busy="false"]');
    // Charts of many lines are drawn one a frame: three frames on, the last of them is on the screen.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
    paints.push(performance.now() - started);
    await page.waitForTimeout(1500); // the page goes on listening to two training runs
    longest.push(await page.evaluate(() => Math.max(0, ...longTasks)));
    zoomTimes.push(...(await zoom(page)));
  }
  const what = `Compare, ${ids.length} runs x ${epochs.toLocaleString('en')} epochs`;
  report(`${what}: opened to all curves drawn`, paints, 'ms', ids.length > 20 ? '< 1,500' : '< 1,000');
  report(`${what}: opened to its charts on the screen`, firstPaints, 'ms');
  report(`${what}: longest task of the page meanwhile (0: none over 50 ms)`, longest, 'ms', '< 100');
  report(`${what}: a turn of the wheel to both charts drawn`, zoomTimes, 'ms', '< 100');
}

/** Milliseconds from each turn of the wheel to the frame after the one that drew it. */
async function zoom(page: Page): Promise<number[]> {
  const chart = page.locator('[aria-roledescription="line chart"]').first();
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(recordZooms);
  for (let turn = 0; turn < wheelTurns; turn++) {
    await page.mouse.wheel(0, -120);
    await page.waitForFunction((count) => zooms.length >= count, turn + 1, { polling: 'raf' });
  }
  await chart.dblclick();
  return page.evaluate(() => zooms);
}

function recordLongTasks(): void {
  const tasks: number[] = [];
  Object.assign(globalThis, { longTasks: tasks });
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: 'longtask',
    buffered: true,
  });
}

function recordZooms(): void {
  const times: number[] = [];
  Object.assign(globalThis, { zooms: times });
  const draw = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  addEventListener(
    'wheel',
    (event) => {
      // The frame after the next begins when what the next one drew is done.
      void draw()
        .then(draw)
        .then(() => times.push(performance.now() - event.timeStamp));
    },
    { capture: true },
  );
}
