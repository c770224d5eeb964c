import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describeDesktop, realDesktop } from '../e2e/fixtures/desktop-under-test.ts';
import { startElectron } from '../e2e/fixtures/electron-host.ts';
import { startStandIn } from '../e2e/fixtures/stand-in-host.ts';
import { launchReportVariable } from '../electron/launch-report.ts';
import { seen } from './browser.ts';
import { fillHistory, makeDataDir, startHost } from './host.ts';
import { report } from './statistics.ts';

const runs = 1000;
const repeats = 5;

/** From starting the desktop to its window, and to a Runs screen whose rows are shown, with a full history. */
export async function desktop(): Promise<void> {
  const data = makeDataDir();
  const filler = await startHost(data.path);
  await fillHistory(filler, runs, 11);
  await filler.stop();

  const real = realDesktop();
  console.log(`desktop: ${describeDesktop(real)}`);
  const windowTimes: number[] = [];
  const screenTimes: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const reportFile = join(data.path, `launch-${repeat}`);
    process.env[launchReportVariable] = reportFile;
    const options = { dataDir: data.path, outputDir: data.path, onPage: () => Promise.resolve() };
    const started = Date.now();
    const host = await (real === null ? startStandIn(options) : startElectron(real, options));
    await seen(host.page, '[role=row]', 10);
    screenTimes.push(Date.now() - started);
    windowTimes.push(statSync(reportFile).mtimeMs - started);
    await host.quit();
  }
  report('start of the desktop to its window', windowTimes, 'ms', '< 1,000');
  report(`start of the desktop to its Runs screen, ${runs} runs`, screenTimes, 'ms', '< 2,000');
  data.remove();
}
