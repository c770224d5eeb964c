import { launchBrowser } from './browser.ts';
import { fillHistory, makeDataDir, smallConfig, startHost } from './host.ts';
import { report } from './statistics.ts';

const runs = 20;
const epochs = 10_001;
const repeats = 5;

/** First complete paint of Compare, and the longest task of its page, while two runs train. */
export async function compare(): Promise<void> {
  const dataDir = makeDataDir();
  const host = await startHost(dataDir.path);
  const ids = await fillHistory(host, runs, epochs);
  await host.call('setConcurrency', { concurrency: 2 });
  const endless = [1, 2].map((seed) => ({
    ...smallConfig(seed, 10_000_000),
    dataset: { kind: 'spiral', classes: 2 },
  }));
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
  const paints: number[] = [];
  const longest: number[] = [];
  await page.goto(host.url);
  const origin = new URL(host.url).origin;
  for (let repeat = 0; repeat < repeats; repeat++) {
    await page.goto('about:blank');
    const started = performance.now();
    await page.goto(`${origin}/#/compare?runs=${ids.join(',')}`);
    await page.locator('[aria-label="Curves"][aria-busy="false"]').waitFor();
    // Two frames on, what was drawn last is on the screen.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    paints.push(performance.now() - started);
    await page.waitForTimeout(1500); // the page goes on listening to two training runs
    longest.push(
      await page.evaluate(() => Math.max(0, ...(globalThis as unknown as { longTasks: number[] }).longTasks)),
    );
  }
  report(
    `Compare, ${runs} runs x ${epochs.toLocaleString('en')} epochs: load to all curves drawn`,
    paints,
    'ms',
    '< 1,000',
  );
  report('longest task of the page meanwhile (0: none over 50 ms)', longest, 'ms', '< 100');
  await browser.close();
  await host.call('stopRuns', { ids: training.runs.map((run) => run.id) });
  await host.stop();
  dataDir.remove();
}
