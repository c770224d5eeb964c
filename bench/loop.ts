import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { growHistory, multiplyRuns } from './grown-history.ts';
import {
  fillHistory,
  makeDataDir,
  smallConfig,
  startHost,
  type BenchHost,
  type LongestDelay,
} from './host.ts';
import { printTable, show } from './statistics.ts';

/** What keeps the host busy while its event loop is watched. */
interface Load {
  readonly what: string;
  /** Resolves when the load is over; what comes after it is not measured. */
  readonly run: (host: BenchHost) => Promise<void>;
}

const longRun = 4_000_000;
const lockMs = 12_000;
const metrics = ['loss', 'dataLoss', 'accuracy', 'validationLoss', 'generalizationGap'];

/**
 * The longest wait of serve's event loop (p100) under each load, in this build and in those whose out/main/cli.js are given. Takes some
 * minutes: it grows histories of millions of epochs.
 */
export async function loop(others: readonly string[]): Promise<void> {
  const builds = ['this build', ...others];
  const measured: string[][] = [];
  for (const build of builds) {
    const column = await measureBuild(build === 'this build' ? undefined : build);
    measured.push(column.map(({ waitedMs, busyMs }) => `${show(waitedMs)} (${show(busyMs)})`));
  }
  console.log(
    "\nthe longest that serve's event loop waited, in ms (and that its own work kept it busy)  aim: < 50",
  );
  printTable(
    [
      ['load', ...builds],
      ...loads.map(({ what }, load) => [what, ...measured.map((column) => column[load]!)]),
    ],
    1,
  );
}

async function measureBuild(cli: string | undefined) {
  const dataDir = makeDataDir();
  const filler = await startHost(dataDir.path, { cli });
  const [long, ...runs] = await fillHistory(filler, 201, 11);
  await filler.stop();
  growHistory(dataDir.path, [long!], longRun);
  growHistory(dataDir.path, runs, 10_001);
  multiplyRuns(dataDir.path, runs[0]!, 10_000);

  const host = await startHost(dataDir.path, { cli, isWatched: true });
  const results: LongestDelay[] = [];
  try {
    for (const { what, run } of loads) {
      await delay(500);
      await host.longestDelay();
      const started = performance.now();
      await run(host);
      const seconds = (performance.now() - started) / 1000;
      const longest = await host.longestDelay();
      console.log(
        `  ${what}: waited ${show(longest.waitedMs)} ms, busy ${show(longest.busyMs)} ms, in ${show(seconds)} s`,
      );
      results.push(longest);
    }
  } finally {
    await host.stop();
    dataDir.remove();
  }
  return results;
}

/** In an order in which each finds what it needs: the runs of a comparison are trashed after it. */
const loads: readonly Load[] = [
  { what: 'nothing for 3 s', run: () => delay(3000) },
  {
    what: 'listing 10,000 runs, by pages of 1,000',
    async run(host) {
      for (let offset = 0; offset < 10_000; offset += 1000) {
        await host.call('listRuns', { offset, limit: 1000, sort: 'finalValidationLoss' });
      }
    },
  },
  {
    what: '20 comparisons of 20 runs at once',
    async run(host) {
      const ids = (await grownRuns(host)).slice(0, 20);
      const query = { ids, metrics, maxPoints: 2000 };
      await Promise.all(Array.from({ length: 20 }, () => host.call('readManySeries', query)));
    },
  },
  {
    what: 'a lock of 12 s by another program, while a run trains',
    async run(host) {
      const { dataDir } = await host.call<{ dataDir: string }>('getHostInfo');
      const config = { ...smallConfig(0, 10_000_000), name: 'under a lock' };
      const { runs } = await host.call<{ runs: { id: string }[] }>('createRuns', { configs: [config] });
      const lock = fork(join(import.meta.dirname, 'hold-lock.mjs'), [dataDir, String(lockMs)]);
      const released = new Promise((resolve) => lock.once('exit', resolve));
      await new Promise((resolve) => lock.once('message', resolve));
      const renamed = host.call('updateRun', { id: runs[0]!.id, notes: 'noted' }).catch(() => undefined);
      while (lock.exitCode === null) {
        await host.call('listRuns', {});
        await delay(250);
      }
      await Promise.all([released, renamed]);
      await host.call('stopRuns', {});
    },
  },
  {
    what: 'a request of 16 MB',
    async run(host) {
      const note = 'x'.repeat(1000);
      const configs = Array.from({ length: 16_000 }, (_, seed) => ({ seed, note }));
      await host.call('createRuns', { configs }).catch(() => undefined);
      await host.call('setPreference', { key: 'big', value: configs }).catch(() => undefined);
    },
  },
  {
    what: 'importing 100,000 rows of 1,000 features',
    async run(host) {
      const { import: id } = await host.call<{ import: number }>('beginTableImport', { name: 'wide.csv' });
      for (const bytes of wideFile(100_000, 1000)) {
        await host.call('pushTableImport', { import: id, bytes: { $bytes: bytes.toString('base64') } });
      }
      await host.call('finishTableImport', { import: id });
    },
  },
  {
    what: 'trashing 200 runs of 10,001 epochs and emptying the trash',
    async run(host) {
      const ids = await grownRuns(host);
      await host.call('trashRuns', { ids });
      await emptyTrash(host);
    },
  },
  {
    what: 'emptying the trash of a run of 4,000,000 epochs',
    async run(host) {
      await host.call('trashRuns', { ids: [await longestRun(host)] });
      await emptyTrash(host);
    },
  },
];

interface ListedRun {
  readonly id: string;
  readonly epochsDone: number;
}

async function listLongest(host: BenchHost, limit: number): Promise<readonly ListedRun[]> {
  const page = await host.call<{ runs: readonly ListedRun[] }>('listRuns', {
    sort: 'epochsDone',
    limit,
  });
  return page.runs;
}

async function longestRun(host: BenchHost): Promise<string> {
  return (await listLongest(host, 1))[0]!.id;
}

async function grownRuns(host: BenchHost): Promise<string[]> {
  const runs = await listLongest(host, 300);
  return runs.filter(({ epochsDone }) => epochsDone === 10_001).map(({ id }) => id);
}

/** Empties the trash and waits until what was deleted is gone from the file, too. */
async function emptyTrash(host: BenchHost): Promise<void> {
  await host.call('emptyTrash', {});
  for (;;) {
    const activity = await host.call<{ deleting?: unknown }>('getActivity', {});
    if (!activity.deleting) return;
    await delay(100);
  }
}

/** A CSV file in pieces, with the classes in the last column. */
function* wideFile(rows: number, features: number): Iterable<Buffer> {
  const header = Array.from({ length: features }, (_, feature) => `feature ${feature}`).join(',');
  let piece = `${header},class\n`;
  // A few rows over and over: numbers take equally long to read whatever they are.
  const lines = Array.from({ length: 50 }, (_, row) => {
    const values = Array.from({ length: features }, (_, column) => ((row * 31 + column * 17) % 997) / 997);
    return `${values.map((value) => value.toFixed(4)).join(',')},${row % 3}\n`;
  });
  for (let row = 0; row < rows; row++) {
    piece += lines[row % lines.length]!;
    if (piece.length < 500_000) continue;
    yield* pieces(Buffer.from(piece));
    piece = '';
  }
  yield* pieces(Buffer.from(piece));
}

function* pieces(bytes: Buffer): Iterable<Buffer> {
  for (let start = 0; start < bytes.length; start += 512 * 1024)
    yield bytes.subarray(start, start + 512 * 1024);
}
