import type { Browser, Page } from '@playwright/test';
import { launchBrowser, seen } from './browser.ts';
import { fillHistory, makeDataDir, startHost } from './host.ts';
import { longestTask, openBuild, type OpenedBuild, startAnew } from './opened-build.ts';
import { report } from './statistics.ts';

declare const zooms: number[];
declare const curvesDrawnAt: number;

const sizes = [20, 100];
const epochs = 10_001;
const repeats = 5;
const wheelTurns = 8;

/**
 * First complete paint of Compare, zooming in it, and the longest task of its page, at rest and while two runs train; together with other
 * builds on copies of the history, whose file the first of them made. Only the build that is measured trains.
 */
export async function compare(otherBuilds: readonly string[] = []): Promise<void> {
  const filled = makeDataDir();
  const filler = await startHost(filled.path, { cli: otherBuilds[0] });
  const ids = await fillHistory(filler, Math.max(...sizes), epochs, 1);
  await filler.stop();
  const browser = await launchBrowser();
  const builds = await Promise.all([undefined, ...otherBuilds].map((cli) => open(browser, filled.path, cli)));
  for (const trains of [false, true])
    for (const size of sizes) {
      const times = builds.map((): Times => ({ firstPaints: [], paints: [], longest: [], zooms: [] }));
      for (let repeat = 0; repeat < repeats; repeat++)
        for (const [at, { host, page }] of builds.entries()) {
          if (trains) await host.call('continueRuns', {});
          await measure(page, ids.slice(0, size), times[at]!);
          await host.call('pauseRuns', {});
        }
      times.forEach((one, at) =>
        tell(size, one, `${trains ? ', two runs training' : ''}${builds[at]!.label}`),
      );
    }
  await browser.close();
  for (const build of builds) await build.close();
  filled.remove();
}

interface Times {
  readonly firstPaints: number[];
  readonly paints: number[];
  readonly longest: number[];
  readonly zooms: number[];
}

/** A build on a copy of the folder, with two paused runs, of the chapter's on ten times its data, which would train for longer than this takes. */
async function open(browser: Browser, folder: string, cli: string | undefined): Promise<OpenedBuild> {
  const build = await openBuild(browser, folder, cli);
  const { host, page } = build;
  await page.addInitScript(recordCurves);
  await host.call('setConcurrency', { concurrency: 2 });
  const { presets } = await import('#experiments');
  const endless = [1, 2].map((seed) => ({ ...presets[1]!.config, seed, epochs: 10_000_000 }));
  const training = await host.call<{ runs: { id: string }[] }>('createRuns', { configs: endless });
  await host.call('pauseRuns', {});
  return {
    ...build,
    async close() {
      await host.call('stopRuns', { ids: training.runs.map((run) => run.id) });
      await build.close();
    },
  };
}

/** Opens runs of which the page has read nothing. */
async function measure(page: Page, ids: readonly string[], times: Times): Promise<void> {
  await startAnew(page);
  const started = performance.now();
  await page.evaluate((hash) => (location.hash = hash), `/compare?runs=${ids.join(',')}`);
  await seen(page, '[aria-label="Curves"]');
  times.firstPaints.push(performance.now() - started);
  await seen(page, '[aria-label="Curves"][aria-busy="false"]');
  await page.waitForTimeout(1500); // the page keeps following two training runs
  times.paints.push((await page.evaluate(() => curvesDrawnAt)) - performance.timeOrigin - started);
  times.longest.push(await longestTask(page));
  times.zooms.push(...(await zoom(page)));
}

function tell(size: number, { firstPaints, paints, longest, zooms: turns }: Times, label: string): void {
  const what = `Compare, ${size} runs x ${epochs.toLocaleString('en')} epochs${label}`;
  report(`${what}: opened to all curves drawn`, paints, 'ms', size > 20 ? '< 1,200' : '< 500');
  report(`${what}: opened to its charts on the screen`, firstPaints, 'ms');
  report(
    `${what}: longest task of the page meanwhile (0: none over 50 ms)`,
    longest,
    'ms',
    size > 20 ? '< 100' : '< 50',
  );
  report(`${what}: a turn of the wheel to both charts drawn`, turns, 'ms', size > 20 ? '< 80' : '< 50');
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

/** In a page: keeps in `curvesDrawnAt` when a chart last got its many lines, one picture of all of them; in milliseconds since 1970. */
function recordCurves(): void {
  const { drawImage } = CanvasRenderingContext2D.prototype as { drawImage: (...given: unknown[]) => void };
  CanvasRenderingContext2D.prototype.drawImage = function (this: unknown, ...given: unknown[]) {
    drawImage.apply(this, given);
    Object.assign(globalThis, { curvesDrawnAt: performance.timeOrigin + performance.now() });
  };
}

function recordZooms(): void {
  const times: number[] = [];
  Object.assign(globalThis, { zooms: times });
  const draw = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  addEventListener(
    'wheel',
    (event) => {
      // The frame after the next begins when the drawing of the next one is done.
      void draw()
        .then(draw)
        .then(() => times.push(performance.now() - event.timeStamp));
    },
    { capture: true },
  );
}
