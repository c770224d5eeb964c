import { setTimeout as delay } from 'node:timers/promises';
import { smallConfig } from '../host.ts';
import { printTable, report, show } from '../statistics.ts';
import { openBenchLab } from './lab.ts';
import { measure, spentBy } from './measure.ts';

const idleSeconds = 10;
const moreWorkers = 4;
const parts = ['host', 'store', 'redis'] as const;
const configs = Array.from({ length: 300 }, (_, seed) => smallConfig(seed, 2));

/** What each part spends on a run with hardly any epochs, on nothing at all, and on a worker that has nothing to do. */
export async function costs(): Promise<void> {
  const lab = await openBenchLab([1]);
  const idle = () => spentBy(lab, () => delay(1000 * idleSeconds));
  try {
    await measure(lab, [smallConfig(999, 100)], 'workers'); // compiles
    const one = await idle();
    const load = await measure(lab, configs, 'workers');
    for (let count = 0; count < moreWorkers; count++) await lab.join(1);
    const more = await idle();
    const micro = (of: (part: (typeof parts)[number]) => number) => parts.map((part) => show(1e6 * of(part)));
    console.log(`\n${load.runs} runs of 2 epochs, ${load.entries} entries: processor time in us`);
    printTable(
      [
        ['', ...parts],
        [
          'each run, but for what is spent on nothing',
          ...micro((part) => (load[part] - (one[part] * load.seconds) / idleSeconds) / load.runs),
        ],
        ['each second of nothing, with one worker', ...micro((part) => one[part] / idleSeconds)],
      ],
      1,
    );
    const perWorker = (more.redis - one.redis) / moreWorkers / idleSeconds;
    report('processor time of Redis for one more worker, each second', [1e6 * perWorker], 'us');
  } finally {
    await lab.close();
  }
}
