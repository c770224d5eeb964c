import { launchBrowser, seen } from './browser.ts';
import { fillHistory, makeDataDir, startHost } from './host.ts';
import { report } from './statistics.ts';

const runs = 1000;
const repeats = 5;

/** From starting serve to a Runs screen whose rows are there and answer the keyboard, with a full history. */
export async function start(): Promise<void> {
  const dataDir = makeDataDir();
  const filler = await startHost(dataDir.path);
  await fillHistory(filler, runs, 11);
  await filler.stop();

  const browser = await launchBrowser();
  const times: number[] = [];
  const hostTimes: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const page = await browser.newPage();
    const started = performance.now();
    const host = await startHost(dataDir.path);
    await page.goto(host.url);
    await seen(page, '[role=row]', 10);
    await page.keyboard.press('/');
    await seen(page, 'input:focus');
    times.push(performance.now() - started);
    hostTimes.push(host.readyMs);
    await page.close();
    await host.stop();
  }
  report('serve ready to answer', hostTimes, 'ms');
  report(`start of serve to an interactive Runs screen, ${runs} runs`, times, 'ms', '< 1,500');
  await browser.close();
  dataDir.remove();
}
