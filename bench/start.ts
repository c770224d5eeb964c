import { cpSync } from 'node:fs';
import { launchBrowser, seen } from './browser.ts';
import { fillHistory, makeDataDir, startHost } from './host.ts';
import { report } from './statistics.ts';

const runs = 1000;
const repeats = 7;

interface Times {
  readonly screens: number[];
  readonly hosts: number[];
  /** Number of files and commands that the page requested. */
  readonly requests: number[];
}

/**
 * From starting serve to a Runs screen whose rows are shown and respond to the keyboard, with a full history; together with other builds,
 * in turns, each on a copy of one that the first of them made: a newer build migrates its file.
 */
export async function start(otherBuilds: readonly string[] = []): Promise<void> {
  const dataDir = makeDataDir();
  const filler = await startHost(dataDir.path, { cli: otherBuilds[0] });
  await fillHistory(filler, runs, 11);
  await filler.stop();

  const browser = await launchBrowser();
  const builds = [undefined, ...otherBuilds].map((cli) => {
    const copy = makeDataDir();
    cpSync(dataDir.path, copy.path, { recursive: true });
    const times: Times = { screens: [], hosts: [], requests: [] };
    return { cli, copy, label: cli === undefined ? '' : `, ${cli}`, times };
  });
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const { cli, copy, times } of builds) {
      // A separate browser context: what another build left in the cache would flatter.
      const context = await browser.newContext();
      const page = await context.newPage();
      let requests = 0;
      page.on('request', () => requests++);
      const started = performance.now();
      const host = await startHost(copy.path, { cli });
      await page.goto(host.url);
      await seen(page, '[role=row]', 10);
      await page.keyboard.press('/');
      await seen(page, 'input:focus');
      times.screens.push(performance.now() - started);
      times.hosts.push(host.readyMs);
      times.requests.push(requests);
      await context.close();
      await host.stop();
    }
  }
  for (const { label, times } of builds) {
    report(`serve ready to answer${label}`, times.hosts, 'ms');
    report(
      `start of serve to an interactive Runs screen, ${runs} runs${label}`,
      times.screens,
      'ms',
      '< 700',
    );
    report(`requests of that page${label}`, times.requests, '');
  }
  await browser.close();
  for (const { copy } of builds) copy.remove();
  dataDir.remove();
}
