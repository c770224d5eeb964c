import { expect, test } from 'vitest';
import type { AppEvent, RunSummary } from '#api';
import { howKilled } from '../system-needs.fixture.ts';
import {
  ended,
  endlessConfig,
  failureOf,
  openTestApp,
  shareTestApp,
  smallConfig,
  training,
} from './app-fixture.ts';

const shared = shareTestApp();

test('runs are created, trained in order and stored completely', async () => {
  const { client, until } = shared();
  const { runs } = await client.createRuns({
    configs: [smallConfig({ name: 'first', epochs: 301 }), smallConfig({ epochs: 20 })],
  });
  expect(runs.map(({ name, status }) => [name, status])).toEqual([
    ['first', 'queued'],
    ['small', 'queued'],
  ]);
  const [first, second] = await Promise.all(runs.map(({ id }) => until(id, ended)));
  expect(first).toMatchObject({ status: 'completed', epochsDone: 301, error: null });
  expect(first!.last?.epoch).toBe(300);
  expect(first!.final?.validationLoss).toBeGreaterThan(0);
  expect(second!.status).toBe('completed');
  // The next run trains while the end of the previous one is being stored.
  expect(second!.startedAt! > first!.startedAt!).toBe(true);

  const { series } = await client.readSeries({ id: first!.id, metrics: ['loss'] });
  expect([...series.loss!.epochs]).toEqual(Array.from({ length: 301 }, (_, epoch) => epoch));
  expect(await client.getActivity()).toEqual({
    liveRuns: 0,
    runningRuns: 0,
    pausedRuns: 0,
    progress: 0,
    stopping: [],
    trainers: null,
    folder: null,
    held: null,
    deleting: null,
    live: [],
  });
});

test('a run is paused, continued and stopped; each answer shows the new state', async () => {
  const { client, until } = shared();
  const { runs } = await client.createRuns({ configs: [endlessConfig()] });
  const ids = [runs[0]!.id];
  await until(ids[0]!, training);
  const status = async (answer: Promise<{ runs: readonly RunSummary[] }>): Promise<string> =>
    (await answer).runs[0]!.status;
  expect(await status(client.pauseRuns({ ids }))).toBe('paused');
  expect(await status(client.continueRuns({ ids }))).toBe('running');
  expect(await status(client.stopRuns({ ids }))).toBe('stopped');

  const run = await client.getRun({ id: ids[0]! });
  const { series } = await client.readSeries({ id: run.id, metrics: ['loss'] });
  expect([...series.loss!.epochs]).toEqual(Array.from({ length: run.epochsDone }, (_, epoch) => epoch));
  expect(run.final).not.toBeNull();
});

test('queued runs can be paused, continued and stopped', async () => {
  const { client, until } = shared();
  const { runs } = await client.createRuns({
    configs: [endlessConfig(), smallConfig(), smallConfig()],
  });
  const [busy, second, third] = runs.map(({ id }) => id) as [string, string, string];
  await until(busy, training);
  expect((await client.pauseRuns({ ids: [second] })).runs[0]!.status).toBe('paused');
  expect((await client.stopRuns({ ids: [third] })).runs[0]).toMatchObject({
    status: 'stopped',
    epochsDone: 0,
  });
  expect((await client.continueRuns({ ids: [second] })).runs[0]!.status).toBe('queued');
  await client.stopRuns({ ids: [busy] });
  expect((await until(second, ended)).status).toBe('completed');
});

test('an action that the state does not allow is refused in one sentence, and changes nothing', async () => {
  const { client, until } = shared();
  const { runs } = await client.createRuns({
    configs: [smallConfig({ name: 'done', epochs: 5 }), endlessConfig({ name: 'busy' })],
  });
  const [done, busy] = runs.map(({ id }) => id) as [string, string];
  await until(busy, training);

  const refused = await failureOf(client.pauseRuns({ ids: [busy, done] }));
  expect(refused.code).toBe('conflict');
  expect(refused.message).toBe(
    `run done (${done}) is completed and cannot be paused: only a run that is queued or running can be`,
  );
  expect((await client.getRun({ id: busy })).status).toBe('running');
  expect((await failureOf(client.continueRuns({ ids: [busy] }))).code).toBe('conflict');
  expect((await failureOf(client.stopRuns({ ids: [done] }))).code).toBe('conflict');
  expect((await failureOf(client.stopRuns({ ids: ['nosuchrun'] }))).code).toBe('notFound');

  const trash = await failureOf(client.trashRuns({ ids: [done, busy] }));
  expect(trash.message).toBe(`run busy (${busy}) is running; stop it before moving it to the trash`);
  expect((await client.listRuns({ trashed: true })).total).toBe(0);
  await client.trashRuns({ ids: [done] });
  expect(await client.emptyTrash()).toEqual({ deleted: 1, sweeps: 0 });
  await client.stopRuns();
});

test('a diverging run keeps its last epoch, NaN and all', async () => {
  const { client, until } = shared();
  const config = smallConfig({
    optimizer: { kind: 'sgd', learningRate: 1e6 },
    layers: [
      { kind: 'dense', units: 4, weightRegularizerL2: 1 },
      { kind: 'relu' },
      { kind: 'dense', units: 3 },
      { kind: 'softmax' },
    ],
  });
  const { runs } = await client.createRuns({ configs: [config] });
  const run = await until(runs[0]!.id, ended);
  expect(run.status).toBe('diverged');
  expect(run.divergedAt).toBe(run.epochsDone - 1);
  expect(Number.isFinite(run.last!.loss)).toBe(false);
});

test('a killed worker interrupts its run and says why; the next run trains', async () => {
  const { client, processes, until } = shared();
  const { runs } = await client.createRuns({ configs: [endlessConfig(), smallConfig()] });
  await until(runs[0]!.id, training);
  process.kill(processes.at(-1)!.pid!, 'SIGKILL');
  const killed = await until(runs[0]!.id, ended);
  expect(killed).toMatchObject({
    status: 'interrupted',
    error: expect.stringContaining(`the training process ended early: ${howKilled}`) as string,
  });
  expect((await until(runs[1]!.id, ended)).status).toBe('completed');
});

test('a call after closing gets one clear answer, and is not reported as a defect', async () => {
  const { close, dispatch } = await openTestApp();
  await close();
  expect(await dispatch('listRuns', {})).toEqual({
    ok: false,
    error: { code: 'connectionLost', message: 'Lambdascope has closed; open it again' },
  });
});

test('without ids, stopping means every live run; a long queue is counted, not listed', async () => {
  const { client } = shared();
  const configs = Array.from({ length: 30 }, () => endlessConfig());
  await client.createRuns({ configs });
  const before = await client.getActivity();
  expect([before.liveRuns, before.live.length]).toEqual([30, 20]);
  const { runs } = await client.stopRuns();
  expect(runs.filter((run) => run.status === 'stopped')).toHaveLength(30);
  expect((await client.getActivity()).liveRuns).toBe(0);
});

test('events report runs and activity', async () => {
  const { client, onEvent, until } = await openTestApp();
  const events: AppEvent[] = [];
  onEvent((event) => events.push(event));
  const activity = new Promise<AppEvent>((resolve) => {
    onEvent((event) => {
      if (event.kind === 'activityChanged' && event.activity.live.length === 0) resolve(event);
    });
  });
  const { runs } = await client.createRuns({ configs: [smallConfig()] });
  await until(runs[0]!.id, ended);
  await activity;
  const seen = events.flatMap((event) => (event.kind === 'runsChanged' ? event.runs : []));
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set([runs[0]!.id]));
  await client.trashRuns({ ids: [runs[0]!.id] });
  await client.emptyTrash();
  expect(events).toContainEqual({ kind: 'runsRemoved', ids: [runs[0]!.id] });
});

test('an export can be fetched once', async () => {
  const { client, until, takeExport } = await openTestApp();
  const { runs } = await client.createRuns({ configs: [smallConfig({ epochs: 3 })] });
  await until(runs[0]!.id, ended);
  const { ticket, fileName, runs: count } = await client.prepareExport({ table: 'epochs' });
  expect([fileName, count]).toEqual(['epochs.csv', 1]);
  let csv = '';
  for await (const chunk of takeExport(ticket).chunks) csv += Buffer.from(chunk).toString();
  expect(csv.trimEnd().split('\r\n').length).toBe(4);
  expect(() => takeExport(ticket)).toThrow('request it again');
});
