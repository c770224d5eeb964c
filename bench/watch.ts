import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';
import { launchBrowser, seen } from './browser.ts';
import { type BenchHost, idle, makeDataDir, startHost } from './host.ts';
import { report } from './statistics.ts';

const steers = 9;
const framesSeconds = 8;
const memoryMinutes = 3;

interface Steered {
  readonly id: string;
  readonly branch: { readonly epoch: number };
  readonly epochsDone: number;
  readonly status: string;
}

/** Watching a run: how soon a steered one trains, frames a second while two others train, and memory after minutes of it. */
export async function watch(): Promise<void> {
  const { presets } = await import('#experiments');
  const dataDir = makeDataDir();
  const host = await startHost(dataDir.path);
  await host.call('setConcurrency', { concurrency: 2 });
  for (const { config } of presets) await steer(host, config.name ?? '', { ...config, epochs: 1_000_000 });

  const [small] = presets;
  const { runs } = await host.call<{ runs: { id: string }[] }>('createRuns', { configs: [small!.config] });
  await idle(host);
  const endless = [1, 2].map((seed) => ({ ...small!.config, seed, epochs: 10_000_000 }));
  const training = await host.call<{ runs: { id: string }[] }>('createRuns', { configs: endless });
  const ids = training.runs.map(({ id }) => id);

  const browser = await launchBrowser();
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(host.url);
  await open(page, runs[0]!.id);
  const session = await page.context().newCDPSession(page);
  await frames(page, '2-64-3 played as trained, while two runs train');
  await memory(session, 'playing', () => play(page));
  await open(page, ids[0]!);
  await frames(page, '2-64-3 while it and another one train');
  await memory(session, 'following a run that trains', () => Promise.resolve());
  await browser.close();
  await host.call('stopRuns', { ids });
  await host.stop();
  dataDir.remove();
}

/** Milliseconds from asking for another lambda to the first epoch of its own that is stored. */
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

async function open(page: Page, id: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `/runs/${id}`);
  await page.getByRole('tab', { name: 'Watch' }).click();
  await seen(page, '[aria-label="Decision boundary"] canvas');
  await page.waitForTimeout(2_000); // all pictures are made
}

/** Starts playing, from the start where it has come to the end. */
async function play(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Play through the epochs' });
  if (await button.isVisible()) await button.click();
}

/** Frames a second, and the longest of them. */
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

/** What the page has gained since the end of a first minute, in which most of its code is compiled. */
async function memory(session: CDPSession, what: string, keepOn: () => Promise<void>): Promise<void> {
  const bytes: number[] = [];
  for (let minute = 0; minute <= memoryMinutes; minute++) {
    const end = performance.now() + 60_000;
    while (performance.now() < end) {
      await keepOn();
      await delay(5_000);
    }
    bytes.push(await heapBytes(session));
  }
  const gained = bytes.slice(1).map((later) => (later - bytes[0]!) / 1024 ** 2);
  report(`Watch: memory more after each of ${memoryMinutes} more minutes of ${what}`, gained, 'MB');
}

/** Objects, and the arrays of numbers behind them. */
async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
