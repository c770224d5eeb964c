import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { redisProgram } from '../../src/redis-server.fixture.ts';
import { createChance } from '../chance.ts';
import { checkFolder } from '../invariants.ts';
import { createJournal } from '../journal.ts';
import { createLedger } from '../ledger.ts';
import { startReference } from '../reference.ts';
import { faults } from './faults.ts';
import { openLab } from './lab.ts';
import { checkRedis } from './redis-at-rest.ts';
import { readStints, takeoversOf, type Death } from './takeovers.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    runs: { type: 'string', default: '60' },
    epochs: { type: 'string', default: '12000' },
    workers: { type: 'string', default: '3' },
    slots: { type: 'string', default: '1' },
    'longest-cut': { type: 'string', default: '60' },
    minutes: { type: 'string', default: '15' },
  },
});
const names = ['seed', 'runs', 'epochs', 'workers', 'slots', 'longest-cut', 'minutes'] as const;
const wrong = names.find((name) => !(Number(values[name]) >= 1));
if (wrong || process.platform !== 'linux' || redisProgram() === null) {
  console.error(
    wrong
      ? `error: got --${wrong} ${values[wrong]}; allowed: a number from 1`
      : 'error: the soak of the queue reads /proc, so it runs on Linux, and needs redis-server or valkey-server',
  );
  process.exit(2);
}
const [seed, runs, epochs, workers, slots, longest, minutes] = names.map((name) => Number(values[name])) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

const folder = mkdtempSync(join(tmpdir(), 'lambdascope-soak-'));
const dataDir = join(folder, 'data');
mkdirSync(dataDir);
const started = Date.now();
const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;
const journal = createJournal(join(folder, 'journal.txt'), seconds);
const chance = createChance(seed, 'queue', 0);
console.log(`soak of the queue: ${runs} runs, ${workers} workers, seed ${seed}; journal in ${folder}`);

const lab = await openLab({ dataDir, workers, slots, journal });
const seeds = Array.from({ length: Math.ceil(runs / 12) }, (_, index) => index);
const { id: sweep } = await lab.call<{ id: string }>('createSweep', {
  definition: definition(),
  place: 'workers',
});

const deaths: Death[] = [];
/** Current faults by name, one of a kind at a time. */
const going = new Map<string, Promise<void>>();
const ends = started + minutes * 60_000;
let left = await liveRuns();
while (left > 0 && Date.now() < ends) {
  await delay(chance.whole(500, 6000));
  if (going.size < 3) befall(chance.one(Object.keys(faults)));
  left = await liveRuns();
}
await Promise.all(going.values());
// Runs whose trainer was killed are interrupted, as they are locally, until someone continues them.
await lab.call('trainMissing', { id: sweep });
// Once nothing is broken any more, everything has to finish: a lost run is taken over within 30 s.
const quietUntil = Date.now() + 120_000 + ((await liveRuns()) * epochs) / 100;
while ((left = await liveRuns()) > 0 && Date.now() < quietUntil) await delay(500);
if (left > 0) journal.fault(`${left} runs have not ended`);

await checkRedis(lab, journal);
await lab.close();
const reference = await startReference();
const checked = await checkFolder(dataDir, createLedger(), reference, journal);
await reference.close();
// Reading leaves files next to the database, so it comes last.
const stints = readStints(join(dataDir, 'lambdascope.sqlite3'));
if (checked.digests !== seeds.length * 12)
  journal.fault(`${checked.digests} runs are completed of ${seeds.length * 12}`);
for (const line of readFileSync(join(dataDir, 'logs/lambdascope.log'), 'utf8').split('\n'))
  if (/ error /.test(line)) journal.fault(`the host logged: ${line}`);
tellAndExit();

function befall(name: string): void {
  if (going.has(name)) return;
  const fault = faults[name]!({ lab, chance, journal, longest, onDeath: (death) => deaths.push(death) })
    .catch((thrown: unknown) => journal.fault(`${name}: ${String(thrown)}`))
    .finally(() => going.delete(name));
  going.set(name, fault);
}

async function liveRuns(): Promise<number> {
  return (await lab.call<{ liveRuns: number }>('getActivity')).liveRuns;
}

function definition(): object {
  const lambdas = Array.from({ length: 12 }, (_, index) => 10 ** (-6 + index / 2));
  return {
    name: 'soak',
    base: {
      name: 'soak',
      dataset: { kind: 'spiral', samplesPerClass: 100 },
      validation: { samplesPerClass: 100 },
      layers: [
        { kind: 'dense', units: 64, weightRegularizerL2: 0 },
        ...[{ kind: 'relu' }, { kind: 'dropout', rate: 0.1 }],
        ...[{ kind: 'dense', units: 3 }, { kind: 'softmax' }],
      ],
      optimizer: { kind: 'adam', learningRate: 0.02 },
      epochs,
    },
    axes: [{ points: lambdas.map((lambda) => ({ 'layers.0.weightRegularizerL2': lambda })) }],
    seeds,
  };
}

function tellAndExit(): never {
  console.log(
    `\n${checked.runs} runs with ${checked.epochs} epochs and ${checked.digests} digests in ${seconds()}, ` +
      `${stints.length} stretches of training, ${journal.faults.length} faults`,
  );
  for (const [what, times] of [...journal.counts].sort()) console.log(`  ${what}: ${times}`);
  const times = takeoversOf(stints, deaths).sort((a, b) => a.seconds - b.seconds);
  if (times.length > 0) {
    const [middle, last] = [times[times.length >> 1]!, times.at(-1)!];
    const show = (value: number): string => value.toFixed(1);
    console.log(
      `  taken over from killed workers: ${times.length} runs, after ${show(times[0]!.seconds)} to ${show(last.seconds)} s, ` +
        `half of them within ${show(middle.seconds)} s`,
    );
  }
  if (journal.faults.length > 0) {
    console.log(`\nfaults:\n${journal.faults.map((fault) => `  ${fault}`).join('\n')}`);
    console.log(`again: npm run soak -- queue --seed ${seed}; the folder is kept: ${folder}`);
    process.exit(1);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.exit(0);
}
