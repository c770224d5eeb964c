import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createTraining, epochColumn } from '#engine';
import type { TrainerProcess } from './launcher.ts';
import { createNodeLauncher } from './node-launcher.ts';
import { trainerEntry } from '../built-entries.fixture.ts';
import { howKilled } from '../system-needs.fixture.ts';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import { configOf, createTestPool, endless, rowLength, rowsInProcess, taskOf } from './pool-fixture.ts';
import { protocolVersion } from './protocol.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test('a run in a process delivers every row once, with the same bits as in this process', async () => {
  const { submit, rows, outcomes, until } = createTestPool(1);
  const config = configOf({ epochs: 1500 });
  submit('a', config);
  await until('ended a');

  expect(rows.get('a')).toEqual(rowsInProcess(config));
  const training = createTraining(config);
  training.advance(1500, new Float64Array(1500 * training.rowLength));
  expect(outcomes.get('a')).toMatchObject({ status: 'completed', final: training.evaluate() });
});

// V8 combines the kernels' vectors only in a trainer, once its code is hot.
test.each([
  { precision: 'float64', batchSize: null, epochs: 3000 },
  { precision: 'float64', batchSize: 24, epochs: 600 },
  { precision: 'float32', batchSize: 24, epochs: 600 },
] as const)(
  'vectors of 256 bits give the bits of 128: $precision, batches of $batchSize',
  async (changes) => {
    const { submit, rows, until } = createTestPool(1);
    const config = configOf({
      dataset: { kind: 'spiral', samplesPerClass: 50 },
      layers: [
        { kind: 'dense', units: 50, weightRegularizerL2: 1e-4 },
        { kind: 'relu' },
        { kind: 'dropout', rate: 0.1 },
        { kind: 'dense', units: 27, weightRegularizerL1: 1e-4 },
        { kind: 'relu' },
        { kind: 'dense', units: 3 },
        { kind: 'softmax' },
      ],
      ...changes,
    });
    submit('a', config);
    await until('ended a');
    expect(rows.get('a')).toEqual(rowsInProcess(config));
  },
);

test('two processes at the same time give the same bits', async () => {
  const { submit, processes, rows, until } = createTestPool(2);
  const config = configOf({ epochs: 700, seed: 5 });
  submit('a', config);
  submit('b', config);
  await Promise.all([until('ended a'), until('ended b')]);
  expect(processes.length).toBe(2);
  expect(rows.get('a')).toEqual(rows.get('b'));
  expect(rows.get('a')).toEqual(rowsInProcess(config));
});

test('pause holds a run, continue resumes it where it was, stop ends it: no row is lost or duplicated', async () => {
  const { pool, submit, rows, heard, outcomes, until, epochsOf } = createTestPool(1);
  const config = configOf({ epochs: endless });
  submit('a', config);
  await until('epochs a');
  pool.pause('a');
  await until('paused a');
  const whilePaused = rows.get('a')!.length;
  pool.continue('a');
  await until('continued a');
  expect(rows.get('a')!.length).toBe(whilePaused);
  await until('epochs a', heard.filter((entry) => entry === 'epochs a').length + 1);
  pool.stop('a');
  await until('ended a');

  const epochs = epochsOf('a');
  expect(epochs).toEqual(upTo(epochs.length));
  expect(rows.get('a')).toEqual(rowsInProcess(config, epochs.length));
  expect(outcomes.get('a')?.status).toBe('stopped');
  expect(outcomes.get('a')?.final?.dataLoss).toBeGreaterThan(0);
});

test('a paused run can be stopped', async () => {
  const { pool, submit, outcomes, until, epochsOf } = createTestPool(1);
  submit('a', configOf({ epochs: endless }));
  pool.pause('a');
  await until('paused a');
  pool.stop('a');
  await until('ended a');
  expect(outcomes.get('a')?.status).toBe('stopped');
  expect(epochsOf('a')).toEqual(upTo(epochsOf('a').length));
});

test('a killed process interrupts only its own run, and the next run trains in a fresh one', async () => {
  const { submit, processes, outcomes, until } = createTestPool(2);
  submit('a', configOf({ epochs: endless }));
  submit('b', configOf({ epochs: 3000 }));
  submit('c', configOf({ epochs: 200 }));
  await until('epochs a');
  process.kill(processes[0]!.pid!, 'SIGKILL');
  await Promise.all([until('ended a'), until('ended b'), until('ended c')]);
  expect(outcomes.get('a')).toEqual({
    status: 'interrupted',
    error: expect.stringContaining(`the training process ended early: ${howKilled}`),
  });
  expect([outcomes.get('b')?.status, outcomes.get('c')?.status]).toEqual(['completed', 'completed']);
});

test('a loss that is not finite ends the run as diverged, with its epoch recorded', async () => {
  const { submit, rows, outcomes, until, epochsOf } = createTestPool(1);
  const config = configOf({
    optimizer: { kind: 'sgd', learningRate: 1e6 },
    layers: [
      { kind: 'dense', units: 8, weightRegularizerL2: 1 },
      { kind: 'relu' },
      { kind: 'dense', units: 3 },
      { kind: 'softmax' },
    ],
    epochs: 5000,
  });
  submit('a', config);
  await until('ended a');
  const epochs = epochsOf('a');
  const divergedAt = epochs.length - 1;
  expect(outcomes.get('a')).toEqual({ status: 'diverged', divergedAt });
  expect(epochs).toEqual(upTo(epochs.length));
  expect(rows.get('a')).toEqual(rowsInProcess(config));
  expect(Number.isFinite(rows.get('a')![divergedAt * rowLength + epochColumn.loss])).toBe(false);
});

test('close keeps the rows of running runs', async () => {
  const { pool, submit, outcomes, until, epochsOf } = createTestPool(1);
  submit('a', configOf({ epochs: endless }));
  submit('b', configOf({ epochs: 10 }));
  await until('epochs a');
  await pool.close();
  expect(outcomes.get('a')?.status).toBe('interrupted');
  expect(outcomes.has('b')).toBe(false);
  expect(epochsOf('a')).toEqual(upTo(epochsOf('a').length));
});

/** Resolves when `trainer` is gone. */
const exitOf = (trainer: TrainerProcess): Promise<string> =>
  new Promise((resolve) => {
    trainer.onExit(({ reason }) => resolve(reason));
  });

test('two threads of a process give the bits of one, as do fewer while it has one core', async () => {
  const { pool, submit, rows, count, until, epochsOf } = createTestPool(1, 2, 2);
  const config = configOf({ epochs: endless, batchSize: 32 });
  submit('a', config);
  await until('threads a 2');
  pool.setCores(1);
  await until('threads a 1', count('threads a 1') + 1);
  pool.setCores(2);
  await until('threads a 2', 2);
  await until('epochs a', count('epochs a') + 1);
  pool.stop('a');
  await until('ended a');
  expect(rows.get('a')).toEqual(rowsInProcess(config, epochsOf('a').length));
});

test('a thread that ends also ends its trainer, which reports it', async () => {
  const entry = join(temporaryFolder(), 'trainer.mjs');
  writeFileSync(
    entry,
    `const threads = [];
    process.on('worker', (thread) => threads.push(thread));
    process.on('message', ({ kind }) => kind === 'endThreads' && threads.forEach((thread) => thread.terminate()));
    await import(${JSON.stringify(pathToFileURL(trainerEntry).href)});`,
  );
  const trainer = createNodeLauncher(entry).launch();
  const exit = exitOf(trainer);
  const runId = 'a';
  trainer.onMessage((report) => {
    if (report.kind === 'epochs') trainer.send({ kind: 'epochsStored', runId, sequence: report.sequence });
    // At rest, the end of a thread is noticed at once.
    if (report.kind === 'threads' && report.threads === 2) trainer.send({ kind: 'pause', runId });
    if (report.kind === 'paused') trainer.send({ kind: 'endThreads' } as never);
  });
  trainer.send({ kind: 'hello', version: protocolVersion, parentPid: process.pid });
  trainer.send({
    kind: 'train',
    runId,
    task: taskOf(configOf({ epochs: endless })),
    cores: 2,
    exactly: true,
  });
  expect(await exit).toMatch(/^exited with code 1; its last output: training thread 1 ended: code/);
});

test('a trainer whose parent is gone ends', async () => {
  const trainer = createNodeLauncher(trainerEntry).launch();
  const gone = spawnSync(process.execPath, ['--version']).pid;
  trainer.send({ kind: 'hello', version: protocolVersion, parentPid: gone });
  expect(await exitOf(trainer)).toBe('exited with code 1');
});

test('a trainer of another version reports it', async () => {
  const trainer = createNodeLauncher(trainerEntry).launch();
  const said: string[] = [];
  trainer.onMessage((report) => {
    if (report.kind === 'failed') said.push(report.message);
    trainer.send({ kind: 'farewell' });
  });
  trainer.send({ kind: 'hello', version: 99, parentPid: process.pid });
  await exitOf(trainer);
  expect(said).toEqual([`trainer speaks protocol ${protocolVersion}, its host 99: build the project again`]);
});

test('a file that is not a trainer fails the run and reports why', async () => {
  const trainer = createNodeLauncher(join(import.meta.dirname, 'no-such-file.ts')).launch();
  expect(await exitOf(trainer)).toMatch(/^exited with code 1; its last output: .*no-such-file/s);
});

test('killing the host ends its trainers', async () => {
  // The host prints its trainer's pid once it trains, and is then killed without a chance to notify it.
  const script = `
    import { createNodeLauncher, createPool } from '#workers';
    const launcher = createNodeLauncher(${JSON.stringify(trainerEntry)});
    let pid;
    createPool({
      ...{ size: 1, cores: 1, threads: 'auto' },
      launcher: { launch() { const trainer = launcher.launch(); pid = trainer.pid; return trainer; } },
      listener: { started() {}, threads() {}, epochs() { console.log(pid); }, checkpoint() {}, snapshots() {}, ended() {} },
    }).submit({ id: 'a', task: () => (${JSON.stringify(taskOf(configOf({ epochs: endless })))}) });`;
  const host = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number(await new Promise((resolve) => host.stdout.once('data', resolve)).then(String));
  host.kill('SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
