import { spawn, spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { type RunSummary, type Waiting } from '#api';
import { createNodeLauncher } from '#workers';
import { databaseFileName } from '../storage/connection.ts';
import { storageEntry, trainerEntry } from '../built-entries.fixture.ts';
import { testWith } from '../system-needs.fixture.ts';
import {
  createWatchedLauncher,
  emptyHistory,
  ended,
  endlessConfig,
  openTestApp,
  smallConfig,
  storedRun,
  temporaryFolder,
  type TestApp,
} from './app-fixture.ts';

const config = smallConfig({ epochs: 12_001 });
/** Three short runs. */
const three = Array.from({ length: 3 }, () => smallConfig());
const root = join(import.meta.dirname, '../..');

/** Resolves when a training run waits, with the reason. */
function untilWaiting(app: TestApp): Promise<Waiting> {
  return new Promise((resolve) => {
    const unsubscribe = app.onEvent((event) => {
      if (event.kind !== 'activityChanged') return;
      const waiting = event.activity.live[0]?.waiting;
      if (!waiting) return;
      unsubscribe();
      resolve(waiting);
    });
  });
}

async function train({ client, until }: TestApp): Promise<RunSummary> {
  const { runs } = await client.createRuns({ configs: [config] });
  return until(runs[0]!.id, ended);
}

/** The run as it is when nothing interferes. */
let undisturbed: Promise<ReturnType<typeof storedRun>> | null = null;
function trainUndisturbed(): Promise<ReturnType<typeof storedRun>> {
  async function run() {
    const dataDir = emptyHistory();
    const app = await openTestApp({ dataDir });
    const { id } = await train(app);
    await app.close();
    return storedRun(dataDir, id);
  }
  return (undisturbed ??= run());
}

/** Another program that has the folder's database open, and executes what it is told. */
async function openElsewhere(dataDir: string) {
  const script = `
    import Database from 'better-sqlite3';
    const db = new Database(${JSON.stringify(join(dataDir, databaseFileName))});
    process.stdin.on('data', (statement) => {
      db.exec(String(statement));
      process.stdout.write('done');
    });
    process.stdout.write('open');`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void holder.kill('SIGKILL'));
  const answer = (): Promise<unknown> => new Promise((resolve) => holder.stdout.once('data', resolve));
  const execute = (statement: string): Promise<unknown> => {
    holder.stdin.write(statement);
    return answer();
  };
  await answer();
  return { execute };
}

// oxlint-disable-next-line own/portable -- asked for by tests that need signals
const hold = (pid: number): boolean => process.kill(pid, 'SIGSTOP');
// oxlint-disable-next-line own/portable -- asked for by tests that need signals
const goOn = (pid: number): boolean => process.kill(pid, 'SIGCONT');

/** An app with a run in progress that waits for another program's lock. */
async function trainLocked(dataDir: string) {
  const other = await openElsewhere(dataDir);
  const { promise: held, resolve } = Promise.withResolvers<number>();
  // Held up, it still has something left to send when the lock is there.
  const launcher = createWatchedLauncher(({ pid }, count) => {
    if (count === 2 && hold(pid!)) resolve(pid!);
  });
  const app = await openTestApp({ dataDir, launcher });
  const waiting = untilWaiting(app);
  const { runs } = await app.client.createRuns({ configs: [config] });
  const pid = await held;
  await other.execute('BEGIN EXCLUSIVE');
  goOn(pid);
  expect(await waiting).toMatchObject({
    reason: 'another program keeps the database locked',
    advice: 'close that program',
  });
  return { app, id: runs[0]!.id, unlock: () => other.execute('COMMIT') };
}

testWith('signals')(
  'a run waits while another program keeps the database locked, and ends like one that never had to',
  async () => {
    const dataDir = emptyHistory();
    const { app, id, unlock } = await trainLocked(dataDir);
    await unlock();
    expect((await app.until(id, ended)).status).toBe('completed');
    await app.close();
    expect(storedRun(dataDir, id)).toEqual(await trainUndisturbed());
  },
);

testWith('signals')('a host that closes while the database is locked leaves its run resumable', async () => {
  const dataDir = emptyHistory();
  const { app, id, unlock } = await trainLocked(dataDir);
  await app.close();
  await unlock();

  const next = await openTestApp({ dataDir });
  expect((await next.client.getRun({ id })).status).toBe('interrupted');
  await next.client.resumeRuns({ ids: [id] });
  await next.until(id, ended);
  await next.close();
  expect(storedRun(dataDir, id)).toEqual(await trainUndisturbed());
});

/** A disk of a few MiB; null if this process may not mount one. */
function smallDisk(sizeMiB: number): string | null {
  const folder = temporaryFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'tmpfs', folder]);
  if (status !== 0) return null;
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]));
  return folder;
}

test('a run waits while the disk is full, and ends like one that never had to', async ({ skip }) => {
  const dataDir = smallDisk(12);
  if (dataDir === null) return skip('a tmpfs cannot be mounted here');
  const app = await openTestApp({ dataDir });
  const waiting = untilWaiting(app);
  const { bavail, bsize } = statfsSync(dataDir);
  const filler = join(dataDir, 'filler');
  writeFileSync(filler, new Uint8Array((bavail - 24) * bsize));
  const { runs } = await app.client.createRuns({ configs: [config] });
  const { id } = runs[0]!;
  expect(await waiting).toMatchObject({ reason: 'the disk is full', advice: 'free some space' });
  expect((await app.client.getRun({ id })).status).toMatch(/queued|running/);
  rmSync(filler);
  expect((await app.until(id, ended)).status).toBe('completed');
  await app.close();
  const { snapshots, ...stored } = storedRun(dataDir, id);
  const { snapshots: planned, ...whole } = await trainUndisturbed();
  expect(stored).toEqual(whole);
  // Lack of room only leaves out snapshots.
  for (const snapshot of snapshots) expect(planned).toContainEqual(snapshot);
});

testWith('signals')('once trainers can be started again, they get the queue as it was', async () => {
  const dataDir = emptyHistory();
  const entry = join(temporaryFolder(), 'trainer.mjs');
  const app = await openTestApp({ dataDir, launcher: createNodeLauncher(entry), concurrency: 2 });
  const { promise: troubled, resolve } = Promise.withResolvers<Waiting>();
  app.onEvent((event) => {
    if (event.kind === 'activityChanged' && event.activity.trainers) resolve(event.activity.trainers);
  });
  const { runs } = await app.client.createRuns({ configs: three });
  expect((await troubled).reason).toMatch(/^no training process can be started: .*trainer\.mjs/s);
  for (const { id } of runs) expect((await app.client.getRun({ id })).status).toBe('queued');
  writeFileSync(entry, `import ${JSON.stringify(pathToFileURL(trainerEntry).href)};`);
  for (const { id } of runs) expect((await app.until(id, ended)).status).toBe('completed');
  expect((await app.client.getActivity()).trainers).toBeNull();
  const digests = await Promise.all(runs.map(async ({ id }) => (await app.client.getRun({ id })).digest));
  expect(new Set(digests).size).toBe(1);
});

/** Runs a host of its own under `limits`, in which `script` can use `app`, and resolves to what it printed, line by line. */
async function inHost(limits: string, script: string): Promise<string[]> {
  const program = `
    import { execFileSync } from 'node:child_process';
    import { closeSync, openSync } from 'node:fs';
    import { openLambdascope } from '#app';
    import { createNodeLauncher } from '#workers';
    const app = await openLambdascope({
      dataDir: ${JSON.stringify(emptyHistory())}, host: 'serve', appVersion: '1.2.3', concurrency: 3,
      launcher: createNodeLauncher(${JSON.stringify(trainerEntry)}), storageEntry: ${JSON.stringify(storageEntry)},
    });
    const untilEnded = async (id) => {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        const answer = await app.dispatch('getRun', { id });
        // A thread that reads may be out of descriptors as well.
        if (answer.ok && !['queued', 'running', 'paused'].includes(answer.value.status)) return answer.value;
      }
    };
    ${script}
    await app.close();`;
  const command = `${limits}; exec "$0" --input-type=module --eval "$1"`;
  // oxlint-disable-next-line own/portable -- asked for by tests that need a shell
  const host = spawn('bash', ['-c', command, process.execPath, program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  host.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  expect(await new Promise((resolve) => host.once('close', resolve))).toBe(0);
  return said.trim().split('\n');
}

testWith('shell')(
  'a host out of file descriptors keeps its queue, and trains it when there are some',
  async () => {
    const said = await inHost(
      'ulimit -n 128',
      `
    const files = [];
    app.onEvent((event) => {
      if (event.kind !== 'activityChanged' || event.activity.trainers === null) return;
      if (files.length > 0) console.log(event.activity.trainers.reason);
      for (const file of files.splice(0)) closeSync(file);
    });
    try {
      for (;;) files.push(openSync('/dev/null', 'r'));
    } catch {
      // The database and its log may want one or two.
      for (const file of files.splice(0, 4)) closeSync(file);
    }
    const { value } = await app.dispatch('createRuns', { configs: ${JSON.stringify(three)} });
    for (const { id } of value.runs) console.log((await untilEnded(id)).status);`,
    );
    expect(said).toEqual([
      expect.stringMatching(/^no training process can be started: .*EMFILE/),
      'completed',
      'completed',
      'completed',
    ]);
  },
);

testWith('shell')(
  'a run waits while a quota is used up, and ends like one that never had to',
  async ({ skip }) => {
    if (spawnSync('prlimit', ['--version']).status !== 0) return skip('there is no prlimit here');
    const said = await inHost(
      'true',
      `
    const allow = (bytes) => execFileSync('prlimit', ['--pid', process.pid, '--fsize=' + bytes + ':']);
    let waited = false;
    app.onEvent((event) => {
      const waiting = event.kind === 'activityChanged' && event.activity.live[0]?.waiting;
      if (waited || !waiting) return;
      waited = true;
      console.log(waiting.reason);
      allow('unlimited');
    });
    const { value } = await app.dispatch('createRuns', { configs: ${JSON.stringify([config])} });
    await app.dispatch('pauseRuns', {});
    allow(4096);
    await app.dispatch('continueRuns', {});
    const { status, digest } = await untilEnded(value.runs[0].id);
    console.log(status);
    console.log(digest);`,
    );
    const { run } = await trainUndisturbed();
    expect(said).toEqual(['the data folder is not writable', 'completed', run.digest]);
  },
);

testWith('signals')('a stalled trainer keeps its run, and is killed when the run has to stop', async () => {
  const app = await openTestApp();
  const { runs } = await app.client.createRuns({ configs: [endlessConfig()] });
  const { id } = runs[0]!;
  await app.until(id, ({ epochsDone }) => epochsDone > 0);
  process.kill(app.processes[0]!.pid!, 'SIGSTOP');
  expect((await app.client.getRun({ id })).status).toBe('running');
  const { runs: stopped } = await app.client.stopRuns({ ids: [id] });
  expect(stopped[0]!.status).toBe('stopped');
});
