import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type RunConfigInput, type RunSummary } from '#api';
import { RandomStream } from '#engine';
import { storageEntry, trainerEntry } from '../built-entries.fixture.ts';
import { killed } from '../system-needs.fixture.ts';
import {
  createWatchedLauncher,
  emptyHistory,
  ended,
  endless,
  endlessConfig,
  failureOf,
  openTestApp,
  smallConfig,
  storedRun,
  type TestApp,
} from './app-fixture.ts';

/** Long enough for ten batches: the tests wait for at most four and five of them. */
const config = smallConfig({ epochs: 24_001, evaluateEvery: 7, optimizer: { kind: 'adam', decay: 1e-4 } });
const batched = smallConfig({
  epochs: 24_001,
  batchSize: 8,
  earlyStopping: { patience: 20_000 },
  layers: [
    { kind: 'dense', units: 8, weightRegularizerL2: 1e-4 },
    { kind: 'relu' },
    { kind: 'dropout', rate: 0.2 },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ],
});

async function train({ client, until }: TestApp, input: RunConfigInput): Promise<RunSummary> {
  const { runs } = await client.createRuns({ configs: [input] });
  return until(runs[0]!.id, ended);
}

const known = new Map<RunConfigInput, ReturnType<typeof storedRun>>();

/** The run as an undisturbed host has it. */
async function untouched(input: RunConfigInput) {
  return known.get(input) ?? trainUntouched(input);
}
async function trainUntouched(input: RunConfigInput) {
  const dataDir = emptyHistory();
  const app = await openTestApp({ dataDir });
  const { id } = await train(app, input);
  await app.close();
  known.set(input, storedRun(dataDir, id));
  return known.get(input)!;
}

/**
 * Kills the trainer after each of these numbers of batches, and resumes the run; before the kill the run is paused once, which makes a
 * checkpoint.
 */
async function trainWithKills(dataDir: string, input: RunConfigInput, killAfter: readonly number[]) {
  const kills = [...killAfter];
  const launcher = createWatchedLauncher((trainer, count) => {
    if (count === 1) void app.client.pauseRuns().then(() => app.client.continueRuns());
    if (count !== kills[0]) return;
    kills.shift();
    process.kill(trainer.pid!, 'SIGKILL');
  });
  const app: TestApp = await openTestApp({ dataDir, launcher });
  let run = await train(app, input);
  const interruptedAt: number[] = [];
  while (run.status === 'interrupted') {
    interruptedAt.push(run.epochsDone);
    const { runs } = await app.client.resumeRuns({ ids: [run.id] });
    run = await app.until(runs[0]!.id, ended);
  }
  await app.close();
  expect(kills).toEqual([]);
  return { id: run.id, interruptedAt };
}

test.each([
  ['the whole set at once', config, 2],
  ['batches, dropout and early stopping', batched, 3],
])('a run whose trainer is killed repeatedly ends like an undisturbed one: %s', async (_, input, seed) => {
  const random = new RandomStream(seed);
  const killAfter = Array.from({ length: 2 }, () => 1 + Math.floor(4 * random.randomSample()));
  const dataDir = emptyHistory();
  const { id, interruptedAt } = await trainWithKills(dataDir, input, killAfter);
  expect(interruptedAt.length).toBe(2);
  expect(storedRun(dataDir, id)).toEqual(await untouched(input));
});

/** Runs `start` in a host that pauses the run once, and is killed without warning once it has `killAfter` batches of rows. */
async function hostThatDies(dataDir: string, killAfter: number, start: string): Promise<void> {
  const script = `
    import { openLambdascope } from '#app';
    import { createNodeLauncher } from '#workers';
    const trainers = createNodeLauncher(${JSON.stringify(trainerEntry)});
    let batches = 0;
    function watch({ kind }) {
      if (kind !== 'epochs') return;
      batches += 1;
      if (batches === 1) app.dispatch('pauseRuns', {}).then(() => app.dispatch('continueRuns', {}));
      if (batches === ${killAfter}) process.kill(process.pid, 'SIGKILL');
    }
    const app = await openLambdascope({
      dataDir: ${JSON.stringify(dataDir)}, host: 'serve', appVersion: '1.2.3', concurrency: 1,
      launcher: { launch() { const trainer = trainers.launch(); trainer.onMessage(watch); return trainer; } },
      storageEntry: ${JSON.stringify(storageEntry)},
    });
    ${start}`;
  const host = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const end = await new Promise((resolve) => host.once('close', (code, signal) => resolve(signal ?? code)));
  expect(end).toBe(killed);
}

test('a run whose host is killed twice ends like an undisturbed one', async () => {
  const dataDir = emptyHistory();
  const configs = JSON.stringify([config]);
  await hostThatDies(dataDir, 3, `await app.dispatch('createRuns', { configs: ${configs} });`);
  const found = await openTestApp({ dataDir });
  const { id, status } = (await found.client.listRuns()).runs[0]!;
  expect(status).toBe('interrupted');
  await found.close();
  await hostThatDies(dataDir, 5, `await app.dispatch('resumeRuns', { ids: ['${id}'] });`);

  const app = await openTestApp({ dataDir });
  expect((await app.client.getRun({ id })).status).toBe('interrupted');
  await app.client.resumeRuns({ ids: [id] });
  await app.until(id, ended);
  await app.close();
  expect(storedRun(dataDir, id)).toEqual(await untouched(config));
});

test('a run that is paused, stopped and resumed ends like an undisturbed one', async () => {
  const dataDir = emptyHistory();
  let stop: () => void = () => undefined;
  const launcher = createWatchedLauncher((_, count) => {
    if (count === 3) stop();
  });
  const app = await openTestApp({ dataDir, launcher });
  stop = () => void app.client.stopRuns();
  const stopped = await train(app, config);
  expect(stopped).toMatchObject({ status: 'stopped', digest: null });
  const { checkpoints } = await app.client.getRun({ id: stopped.id });
  expect(checkpoints[0]!.epoch).toBe(stopped.epochsDone);

  const { runs } = await app.client.resumeRuns({ ids: [stopped.id] });
  expect(runs[0]).toMatchObject({ status: 'queued', epochsDone: stopped.epochsDone });
  stop = () => void app.client.pauseRuns().then(() => app.client.continueRuns());
  await app.until(stopped.id, ended);
  await app.close();
  const { snapshots, ...resumed } = storedRun(dataDir, stopped.id);
  const { snapshots: planned, ...whole } = await untouched(config);
  expect(resumed).toEqual(whole);
  // The parameters at which it stopped are an additional snapshot.
  expect(snapshots.filter(({ epoch }) => epoch !== stopped.epochsDone)).toEqual(planned);
});

test('a completed run that gets more epochs equals one planned with that many', async () => {
  const dataDir = emptyHistory();
  const app = await openTestApp({ dataDir });
  const short = await train(app, { ...config, epochs: 3000 });
  expect(short.lastValidated?.epoch).toBe(2999);
  const { runs } = await app.client.resumeRuns({ ids: [short.id], epochs: 4000 });
  expect(runs[0]).toMatchObject({ status: 'queued', config: { epochs: 4000 } });
  await app.until(short.id, ended);
  await app.close();
  const { run, rows } = storedRun(dataDir, short.id);
  const whole = await untouched({ ...config, epochs: 4000 });
  expect({ run, rows }).toEqual({ run: whole.run, rows: whole.rows });
});

test('a run resumed while it waits in the queue can be paused, and continues from there', async () => {
  const app = await openTestApp();
  const { client, until } = app;
  const { runs } = await client.createRuns({ configs: [endlessConfig({ epochs: endless - 1 })] });
  const id = runs[0]!.id;
  await until(id, ({ epochsDone }) => epochsDone > 0);
  await client.stopRuns();
  const busy = await client.createRuns({ configs: [endlessConfig()] });
  await client.resumeRuns({ ids: [id], epochs: endless });
  expect((await client.pauseRuns({ ids: [id] })).runs[0]!.status).toBe('paused');
  expect((await client.continueRuns({ ids: [id] })).runs[0]!.status).toBe('queued');
  await client.stopRuns({ ids: [busy.runs[0]!.id] });
  await until(id, ({ status }) => status === 'running');
});

test('what cannot be resumed is refused with the reason, and nothing is changed', async () => {
  const app = await openTestApp();
  const { client } = app;
  const completed = await train(app, smallConfig({ name: 'done', epochs: 20 }));
  const { runs } = await client.createRuns({ configs: [config, config] });
  await client.stopRuns();
  const [stopped, trashed] = runs.map(({ id }) => id) as [string, string];
  await client.trashRuns({ ids: [trashed] });

  const refused = await failureOf(client.resumeRuns({ ids: [stopped, completed.id] }));
  expect([refused.code, refused.message]).toEqual([
    'conflict',
    `run done (${completed.id}) has completed its 20 epochs; to continue it needs a larger number (none was given)`,
  ]);
  expect((await client.getRun({ id: stopped })).status).toBe('stopped');
  expect((await failureOf(client.resumeRuns({ ids: [trashed] }))).message).toContain('restore it first');
  expect((await failureOf(client.resumeRuns({ ids: [completed.id], epochs: 20 }))).code).toBe('conflict');
  expect((await failureOf(client.resumeRuns({ ids: ['nosuchrun'] }))).code).toBe('notFound');
});
