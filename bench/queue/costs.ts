import { setTimeout as delay } from 'node:timers/promises';
import { presets } from '#experiments';
import { smallConfig } from '../host.ts';
import { printTable, show } from '../statistics.ts';
import { openBenchLab } from './lab.ts';
import { measure, spentBy, type Measured, type Spent } from './measure.ts';
import { solve } from './solve.ts';

const idleSeconds = 10;
const parts = ['host', 'store', 'redis'] as const;
const wide = presets.at(-1)!.config;

/** Many runs of no length, one long run of a tiny network, and one of a large one: each is mostly runs, rows or entries. */
const loads = [
  { what: '300 runs of 2 epochs', configs: Array.from({ length: 300 }, (_, seed) => smallConfig(seed, 2)) },
  { what: '1 run of 200,000 epochs', configs: [{ ...smallConfig(0, 200_000), evaluateEvery: 1000 }] },
  { what: `1 run of ${wide.name}, 1,500 epochs`, configs: [{ ...wide, epochs: 1500 }] },
];

/** What a run, an entry and a row cost each part, from three loads that have them in different proportions. */
export async function costs(): Promise<void> {
  const lab = await openBenchLab([1]);
  const measured: Measured[] = [];
  let idle: Spent;
  try {
    await measure(lab, [smallConfig(999, 100)], 'workers'); // compiles
    idle = await spentBy(lab, () => delay(1000 * idleSeconds));
    for (const { configs } of loads) measured.push(await measure(lab, configs, 'workers'));
  } finally {
    await lab.close();
  }
  console.log('\nthrough the queue: processor time in us, and what it comes to');
  const rows = measured.map(({ runs, entries, epochs }) => [runs, entries, epochs]);
  const perUnit = parts.map((part) =>
    solve(
      rows,
      measured.map((load) => load[part] - (idle[part] / idleSeconds) * load.seconds),
    ),
  );
  printTable(
    [
      ['', 's', 'runs', 'entries', 'rows', ...parts],
      ...measured.map((load, index) => [
        loads[index]!.what,
        ...[load.seconds, load.runs, load.entries, load.epochs].map(show),
        ...parts.map((part) => show(1e6 * load[part])),
      ]),
      [
        'each second of a slot',
        ...['', '', '', ''],
        ...parts.map((part) => show((1e6 * idle[part]) / idleSeconds)),
      ],
      ...['run', 'entry', 'row'].map((unit, index) => [
        `each ${unit}`,
        ...['', '', '', ''],
        ...perUnit.map((solution) => show(1e6 * solution[index]!)),
      ]),
    ],
    1,
  );
}
