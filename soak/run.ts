import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkFolder } from './invariants.ts';
import { createJournal } from './journal.ts';
import { createLedger } from './ledger.ts';
import { startReference } from './reference.ts';
import { playRound } from './round.ts';

if (process.platform !== 'linux') {
  console.error(`error: the soak reads /proc and runs on Linux alone; this is ${process.platform}`);
  process.exit(2);
}
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'round-seconds': { type: 'string', default: '20' },
  },
});
const numbers = [values.minutes, values.seed, values['round-seconds']].map(Number);
if (numbers.some((number) => !(number >= 0))) {
  console.error('error: --minutes, --seed and --round-seconds take numbers from 0');
  process.exit(2);
}
const [minutes, seed, roundSeconds] = numbers as [number, number, number];

const folder = mkdtempSync(join(tmpdir(), 'lambdascope-soak-'));
const [dataDir, filesDir] = [join(folder, 'data'), join(folder, 'files')];
mkdirSync(dataDir);
mkdirSync(filesDir);
// A separate disk is small enough to be filled; if mounting is not allowed, no disk is filled.
const hasOwnDisk = mount(dataDir);
let round = 0;
let names = 0;
const journal = createJournal(join(folder, 'journal.txt'), () => `round ${round}`);
const ledger = createLedger();
const reference = await startReference();
const ends = Date.now() + minutes * 60_000;
console.log(
  `soak: ${minutes} minutes, seed ${seed}, ${hasOwnDisk ? 'with' : 'without'} a disk that fills; journal in ${folder}`,
);

/** Number of epochs above which runs are deleted: they must fit on the small disk. */
const crowd = 600_000;
let isCrowded = false;
const totals = { answerMs: 0, residentBytes: 0, walBytes: 0, digests: 0, epochs: 0 };
process.on('SIGINT', () => void tellAndExit());
process.on('SIGTERM', () => void tellAndExit());
do {
  round++;
  const before = new Map(journal.counts);
  const worst = await playRound({
    ...{ dataDir, filesDir, hasOwnDisk, seed, round, isCrowded, ledger, journal },
    ms: roundSeconds * 1000,
    newName: () => `soak-${++names}`,
  });
  const { runs, epochs, digests } = await checkFolder(dataDir, ledger, reference, journal);
  for (const name of ['answerMs', 'residentBytes', 'walBytes'] as const)
    totals[name] = Math.max(totals[name], worst[name]);
  totals.digests += digests;
  isCrowded = epochs > crowd;
  totals.epochs = Math.max(totals.epochs, epochs);
  const since = (what: string): number => (journal.counts.get(what) ?? 0) - (before.get(what) ?? 0);
  console.log(
    `round ${round}: ${since('commands answered')} commands, ${since('command lines done')} command lines, ` +
      `${since('processes killed')} kills, ${since('processes held')} holds, ${since('foreign locks')} locks, ` +
      `${since('times the disk was full')} full disks; ${runs} runs, ${epochs} epochs, ${digests} digests right; ` +
      `answer ${worst.answerMs} ms, ${mega(worst.residentBytes)} MB, log ${mega(worst.walBytes)} MB; ` +
      `${journal.faults.length} faults so far`,
  );
} while (Date.now() < ends);
await tellAndExit();

async function tellAndExit(): Promise<never> {
  console.log(`\n${round} rounds, ${names} names given, ${journal.faults.length} faults`);
  for (const [what, times] of [...journal.counts].sort()) console.log(`  ${what}: ${times}`);
  console.log(
    `  digests compared: ${totals.digests}\n  most epochs in the folder: ${totals.epochs}\n` +
      `  slowest answer: ${totals.answerMs} ms; most memory: ${mega(totals.residentBytes)} MB; longest log: ${mega(totals.walBytes)} MB`,
  );
  await reference.close();
  if (journal.faults.length > 0) {
    console.log(`\nfaults:\n${journal.faults.map((fault) => `  ${fault}`).join('\n')}`);
    console.log(`again: npm run soak -- --minutes ${minutes} --seed ${seed}; the folder is kept: ${folder}`);
    process.exit(1);
  }
  if (hasOwnDisk) spawnSync('umount', [dataDir]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.exit(0);
}

function mount(path: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', path]).status === 0;
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
