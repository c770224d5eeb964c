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
 * in turns, on the same one, whose file the first of them made.
 */
export async function start(otherBuilds: readonly string[] = []): Promise<void> {
  const dataDir = makeDataDir();
  const filler = await startHost(dataDir.path, { cli: otherBuilds[0] });
  await fillHistory(filler, runs, 11);
  await filler.stop();

  const browser = await launchBrowser();
  const builds = [undefined, ...otherBuilds].map((cli) => ({
    cli,
    label: cli === undefined ? '' : `, ${cli}`,
    times: { screens: [], hosts: [], requests: [] } as Times,
  }));
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const { cli, times } of builds) {
      // A separate browser context: what another build left in the cache would flatter.
      const context = await browser.newContext();
      const page = await context.newPage();
      let requests = 0;
      page.on('request', () => requests++);
      const started = performance.now();
      const host = await startHost(dataDir.path, { cli });
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
  dataDir.remove();
}
