import { presets } from '#experiments';
import { median, printTable, show } from '../statistics.ts';
import { openBenchLab } from './lab.ts';
import { measure, type Measured } from './measure.ts';

const repeats = 3;
const chapter = presets[0]!.config;
const sweepRuns = 64;
const sweepEpochs = 1500;

/** The same sweep by the local pool and by workers, one after the other, several times. */
export async function sideBySide(): Promise<void> {
  const labs = await Promise.all([[1], [1, 1], [2]].map(openBenchLab));
  const [one, two, double] = labs as [(typeof labs)[0], (typeof labs)[0], (typeof labs)[0]];
  const cases = [
    { name: 'local pool, 1 slot', lab: one, place: 'here', slots: 1 },
    { name: '1 worker with 1 slot', lab: one, place: 'workers', slots: 1 },
    { name: 'local pool, 2 slots', lab: one, place: 'here', slots: 2 },
    { name: '1 worker with 2 slots', lab: double, place: 'workers', slots: 2 },
    { name: '2 workers with 1 slot', lab: two, place: 'workers', slots: 2 },
  ] as const;
  const results = cases.map((): Measured[] => []);
  try {
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const [index, { lab, place, slots }] of cases.entries()) {
        if (place === 'here') await lab.host.call('setConcurrency', { concurrency: slots });
        results[index]!.push(await measure(lab, runsFrom(1000 * repeat), place));
      }
    }
  } finally {
    for (const lab of labs) await lab.close();
  }
  const epochs = sweepRuns * sweepEpochs;
  console.log(`\n${sweepRuns} runs of ${chapter.name}, ${sweepEpochs} epochs each, ${repeats} times in turn`);
  printTable(
    [
      ['', 's', 'epochs/s', 'us of host/epoch', 'us of store/epoch', 'us of Redis/epoch'],
      ...cases.map(({ name }, index) => {
        const of = (value: (measured: Measured) => number) => show(median(results[index]!.map(value)));
        return [
          name,
          ...[of(({ seconds }) => seconds), of(({ seconds }) => epochs / seconds)],
          ...(['host', 'store', 'redis'] as const).map((part) =>
            of((measured) => (1e6 * measured[part]) / epochs),
          ),
        ];
      }),
    ],
    1,
  );
}

const runsFrom = (seed: number) =>
  Array.from({ length: sweepRuns }, (_, run) => ({ ...chapter, epochs: sweepEpochs, seed: seed + run }));
