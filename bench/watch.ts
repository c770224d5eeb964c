import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { launchBrowser, seen } from './browser.ts';
import { type BenchHost, idle, makeDataDir, startHost } from './host.ts';
import { report } from './statistics.ts';

const steers = 9;
const framesSeconds = 8;
const warmUpSeconds = 45;
const memorySamples = 6;
const sampleSeconds = 25;

interface Steered {
  readonly id: string;
  readonly branch: { readonly epoch: number };
  readonly epochsDone: number;
  readonly status: string;
}

interface WatchOptions {
  /** Only memory, for this long. */
  readonly minutes?: number | undefined;
}

/** Watching a run: how soon a steered one trains, frames per second while two others train, and memory after minutes of it. */
export async function watch({ minutes }: WatchOptions = {}): Promise<void> {
  if (minutes !== undefined && !(minutes >= 1)) throw new RangeError(`--minutes: got ${minutes}; allowed: 1 or more`); // oxfmt-ignore
  const dataDir = makeDataDir();
  const [host, browser] = await Promise.all([startHost(dataDir.path), launchBrowser()]);
  try {
    await watchAll(host, browser, minutes);
  } finally {
    await browser.close();
    await host.stop();
    dataDir.remove();
  }
}

async function watchAll(host: BenchHost, browser: Browser, minutes: number | undefined): Promise<void> {
  const { presets } = await import('#experiments');
  await host.call('setConcurrency', { concurrency: 2 });
  if (minutes === undefined)
    for (const { config } of presets) await steer(host, config.name ?? '', { ...config, epochs: 1_000_000 });

  const [small] = presets;
  const { runs } = await host.call<{ runs: { id: string }[] }>('createRuns', { configs: [small!.config] });
  await idle(host);
  const endless = [1, 2].map((seed) => ({ ...small!.config, seed, epochs: 10_000_000 }));
  const training = await host.call<{ runs: { id: string }[] }>('createRuns', { configs: endless });
  const [played, followed] = [runs[0]!.id, training.runs[0]!.id];

  if (minutes === undefined) {
    const page = await openPage(browser, host.url, played, 'Watch');
    await frames(page, '2-64-3 played as trained, while two runs train');
    await open(page, followed, 'Watch');
    await frames(page, '2-64-3 while it and another one train');
    await page.context().close();
  }
  await memory(
    [
      ['Watch, playing', await openPage(browser, host.url, played, 'Watch'), play],
      ['Watch, following a run that trains', await openPage(browser, host.url, followed, 'Watch')],
      ['Curves, following it', await openPage(browser, host.url, followed, 'Curves')],
    ],
    minutes === undefined ? memorySamples : Math.round(minutes),
    minutes === undefined ? sampleSeconds : 60,
  );
}

/** Milliseconds from requesting another lambda to its first stored epoch. */
async function steer(host: BenchHost, name: string, config: object): Promise<void> {
  const { runs } = await host.call<{ runs: Steered[] }>('createRuns', { configs: [config] });
  let id = runs[0]!.id;
  const times: number[] = [];
  await until(host, id, ({ epochsDone }) => epochsDone > 20);
  for (let turn = 0; turn < steers; turn++) {
    await delay(700);
    const started = performance.now();
    const changed = withLambda(config, turn % 2 === 0 ? 1e-3 : 1e-4);
    const fork = await host.call<Steered>('steerRun', { id, config: changed });
    await until(host, fork.id, ({ epochsDone, branch }) => epochsDone > branch.epoch);
    times.push(performance.now() - started);
    id = fork.id;
  }
  await host.call('stopRuns', { ids: [id] });
  report(`Steer ${name}: asked to the fork's first own epoch stored`, times, 'ms', '< 300');
}

function withLambda(config: object, weightRegularizerL2: number): object {
  const { layers } = config as { layers: object[] };
  return {
    ...config,
    layers: layers.map((layer, index) => (index === 0 ? { ...layer, weightRegularizerL2 } : layer)),
  };
}

async function until(host: BenchHost, id: string, holds: (run: Steered) => boolean): Promise<void> {
  while (!holds(await host.call<Steered>('getRun', { id }))) await delay(5);
}

type View = 'Watch' | 'Curves';
/** An element that exists once the view does. */
const shownIn: Readonly<Record<View, string>> = {
  Watch: '[aria-label="Decision boundary"] canvas',
  Curves: '[aria-label="Curves"] canvas',
};

async function openPage(browser: Browser, url: string, id: string, view: View): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(url);
  await open(page, id, view);
  return page;
}

async function open(page: Page, id: string, view: View): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `/runs/${id}`);
  await page.getByRole('tab', { name: view }).click();
  await seen(page, shownIn[view]);
  await page.waitForTimeout(2_000); // all pictures are made
}

/** Starts playing, from the beginning if it is at the end. */
async function play(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Play through the epochs' });
  if (await button.isVisible()) await button.click();
}

/** Frames per second, and the longest of them. */
async function frames(page: Page, what: string): Promise<void> {
  await play(page);
  const times = await page.evaluate(
    (seconds) =>
      new Promise<number[]>((resolve) => {
        const found: number[] = [];
        let last = performance.now();
        const end = last + seconds * 1000;
        const look = (now: number): void => {
          found.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(look);
          else resolve(found.slice(1));
        };
        requestAnimationFrame(look);
      }),
    framesSeconds,
  );
  report(`Watch: a frame of ${what}`, times, 'ms', '< 16.7');
  const late = times.filter((time) => time > 25).length / times.length;
  console.log(`  ${(1000 / mean(times)).toFixed(1)} frames/s, ${(100 * late).toFixed(1)} % of them late`);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

type Watched = readonly [what: string, page: Page, keepOn?: (page: Page) => Promise<void>];

/** The memory that pages, side by side, have gained since the end of a first minute, in which most of their code is compiled. */
async function memory(pages: readonly Watched[], samples: number, everySeconds: number): Promise<void> {
  const sessions = await Promise.all(pages.map(([, page]) => page.context().newCDPSession(page)));
  const bytes: number[][] = pages.map(() => []);
  for (let sample = 0; sample <= samples; sample++) {
    const end = performance.now() + 1000 * (sample === 0 ? warmUpSeconds : everySeconds);
    while (performance.now() < end) {
      for (const [, page, keepOn] of pages) await keepOn?.(page);
      await delay(5_000);
    }
    for (const [at, session] of sessions.entries()) bytes[at]!.push(await heapBytes(session));
  }
  pages.forEach(([what], at) => {
    const all = bytes[at]!.map((taken) => taken / 1024 ** 2);
    const gained = all.slice(1).map((later) => later - all[0]!);
    report(`Memory more after each ${everySeconds} s: ${what}`, gained, 'MB');
    console.log(`  ${all.map((taken) => taken.toFixed(1)).join(' ')} MB`);
  });
}

/** Objects, and the arrays of numbers behind them. */
async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
