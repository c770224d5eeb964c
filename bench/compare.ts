import { launchBrowser, seen } from './browser.ts';
import { fillHistory, makeDataDir, startHost } from './host.ts';
import { report } from './statistics.ts';

declare const longTasks: number[];

const runs = 20;
const epochs = 10_001;
const repeats = 5;

/** First complete paint of Compare, and the longest task of its page, while two runs train. */
export async function compare(): Promise<void> {
  const dataDir = makeDataDir();
  const host = await startHost(dataDir.path);
  const ids = await fillHistory(host, runs, epochs);
  await host.call('setConcurrency', { concurrency: 2 });
  // Two of the chapter's runs on ten times its data, for longer than this takes.
  const { presets } = await import('#experiments');
  const endless = [1, 2].map((seed) => ({ ...presets[1]!.config, seed, epochs: 10_000_000 }));
  const training = await host.call<{ runs: { id: string }[] }>('createRuns', { configs: endless });

  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map((entry) => entry.duration)),
    ).observe({
      type: 'longtask',
      buffered: true,
    });
  });
  const firstPaints: number[] = [];
  const paints: number[] = [];
  const longest: number[] = [];
  await page.goto(host.url);
  for (let repeat = 0; repeat < repeats; repeat++) {
    await page.evaluate(() => (location.hash = '/runs'));
    await seen(page, '[role=row]', 10);
    await page.evaluate(() => (longTasks.length = 0));
    const started = performance.now();
    await page.evaluate((hash) => (location.hash = hash), `/compare?runs=${ids.join(',')}`);
    await seen(page, '[aria-label="Curves"]');
    firstPaints.push(performance.now() - started);
    await seen(page, '[aria-label="Curves"][aria-busy="false"]');
    // Two frames on, what was drawn last is on the screen.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    paints.push(performance.now() - started);
    await page.waitForTimeout(1500); // the page goes on listening to two training runs
    longest.push(await page.evaluate(() => Math.max(0, ...longTasks)));
  }
  report(
    `Compare, ${runs} runs x ${epochs.toLocaleString('en')} epochs: opened to all curves drawn`,
    paints,
    'ms',
    '< 1,000',
  );
  report('Compare opened to its charts on the screen', firstPaints, 'ms');
  report('longest task of the page meanwhile (0: none over 50 ms)', longest, 'ms', '< 100');
  await browser.close();
  await host.call('stopRuns', { ids: training.runs.map((run) => run.id) });
  await host.stop();
  dataDir.remove();
}
