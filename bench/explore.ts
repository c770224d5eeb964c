import type { Page } from '@playwright/test';
import { launchBrowser } from './browser.ts';
import { drawHistory } from './drawn-history.ts';
import { makeDataDir } from './host.ts';
import { longestTask, openBuild, startAnew } from './opened-build.ts';
import { report } from './statistics.ts';

const runs = 10_000;
const repeats = 5;
const figures = ['parallel', 'scatter', 'importance', 'contour'];

interface Times {
  readonly said: number[];
  readonly drawn: number[];
  readonly longest: number[];
}

/**
 * Each figure of Explore over as many runs as it takes: until its sentence appears, and until it is drawn; together with other builds, in
 * turns, on the same history.
 */
export async function explore(otherBuilds: readonly string[] = []): Promise<void> {
  const filled = makeDataDir();
  drawHistory(filled.path, runs, 0);
  const browser = await launchBrowser();
  const builds = await Promise.all(
    [undefined, ...otherBuilds].map((cli) => openBuild(browser, filled.path, cli)),
  );
  for (const figure of figures) {
    const times = builds.map((): Times => ({ said: [], drawn: [], longest: [] }));
    for (let repeat = 0; repeat < repeats; repeat++)
      for (const [at, { page }] of builds.entries()) await measure(page, figure, times[at]!);
    for (const [at, { said, drawn, longest }] of times.entries()) {
      const what = `Explore, ${runs.toLocaleString('en')} runs, ${figure}${builds[at]!.label}`;
      report(`${what}: opened to its sentence`, said, 'ms', '< 1,500');
      report(`${what}: opened to all of it drawn`, drawn, 'ms');
      report(`${what}: longest task meanwhile (0: none over 50 ms)`, longest, 'ms', '< 100');
    }
  }
  await browser.close();
  for (const build of builds) await build.close();
  filled.remove();
}

/** Opens runs of which the page has read nothing. */
async function measure(page: Page, figure: string, { said, drawn, longest }: Times): Promise<void> {
  await startAnew(page);
  const started = performance.now();
  await page.evaluate((hash) => (location.hash = hash), `/explore?figure=${figure}`);
  await page.waitForFunction(
    () => /[^…]$/.test(document.querySelector('.finding')?.textContent.trim() ?? ''),
    undefined,
    { polling: 'raf' },
  );
  said.push(performance.now() - started);
  // What is drawn in pieces says so; anything else is on screen two frames later.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  });
  await page.waitForFunction(() => document.querySelector('.plot [aria-busy=true]') === null, undefined, {
    polling: 'raf',
  });
  drawn.push(performance.now() - started);
  await page.waitForTimeout(500);
  longest.push(await longestTask(page));
}
