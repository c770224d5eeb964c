import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import type { RunConfigInput } from '#api';
import { callScript, encodeResult, hostKeys, limits, openConnection, parseQueueAddress } from '#queue';
import { epochRowLength } from '#engine';
import { type RedisServer, startRedis } from '../redis-server.fixture.ts';
import { testWith } from '../system-needs.fixture.ts';
import { emptyHistory, endlessConfig, openTestApp, smallConfig, storedRun } from './app-fixture.ts';
import { keysOfRuns, openQueueHost, openQueueWorker } from './queue-fixture.ts';

const test = testWith('redis');
let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.close());

test('a run trained by a worker is identical to the bit to one trained here, and leaves nothing in the queue', async () => {
  const dataDir = emptyHistory();
  const app = await openQueueHost(redis, { dataDir });
  const config = smallConfig({ epochs: 400, precision: 'float64' });
  const {
    runs: [away],
  } = await app.client.createRuns({ configs: [config], place: 'workers' });
  await openQueueWorker(redis);
  const done = await app.until(away!.id, ({ status }) => status === 'completed');
  expect(done).toMatchObject({ place: 'workers', epochsDone: 400 });
  const {
    runs: [here],
  } = await app.client.createRuns({ configs: [config] });
  await app.until(here!.id, ({ status }) => status === 'completed');
  expect(storedRun(dataDir, away!.id)).toEqual(storedRun(dataDir, here!.id));
  const { stints } = await app.client.getRun({ id: away!.id });
  expect(stints).toMatchObject([
    { worker: { name: 'attic', machine: 'attic-1' }, ending: 'ended', fromEpoch: 0 },
  ]);
  await expect.poll(() => keysOfRuns(redis)).toEqual([]);
});

test('a host that comes back finds what workers did meanwhile, and continues with what they are training', async () => {
  const dataDir = emptyHistory();
  const first = await openQueueHost(redis, { dataDir });
  const configs = Array.from({ length: 12 }, (_, seed) => smallConfig({ seed }));
  const { runs } = await first.client.createRuns({ configs, place: 'workers' });
  const {
    runs: [long],
  } = await first.client.createRuns({ configs: [endlessConfig()], place: 'workers' });
  await openQueueWorker(redis);
  const before = await first.until(long!.id, ({ epochsDone }) => epochsDone > 0);
  expect(first.trainingRuns()).toEqual([]);
  await first.close();
  const client = new Redis(redis.url);
  // Only the long run is left for the workers.
  await expect.poll(async () => (await client.keys(`*-${long!.id}-1`)).length).toBe(1);
  await expect.poll(async () => (await client.keys('lambdascope:runs-*-float64:*-1')).length).toBe(1);
  client.disconnect();

  const second = await openQueueHost(redis, { dataDir });
  for (const { id } of runs) {
    const run = await second.until(id, ({ status }) => status === 'completed');
    expect(run).toMatchObject({ epochsDone: 100, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  }
  await second.until(long!.id, ({ epochsDone }) => epochsDone > before.epochsDone);
  await second.client.stopRuns({ ids: [long!.id] });
  await second.until(long!.id, ({ status }) => status === 'stopped');
  expect((await second.client.getRun({ id: long!.id })).stints).toHaveLength(1);
  await expect.poll(() => keysOfRuns(redis)).toEqual([]);
});

test('runs are queued again when Redis was emptied, and train as if nothing had happened', async () => {
  const app = await openQueueHost(redis);
  const configs = [0, 1, 2].map((seed) => smallConfig({ seed }));
  const { runs } = await app.client.createRuns({ configs, place: 'workers' });
  const client = new Redis(redis.url);
  await expect.poll(async () => (await client.keys('lambdascope:runs-*-float64:*-1')).length).toBe(3);
  await client.flushall();
  client.disconnect();
  await openQueueWorker(redis);
  for (const { id } of runs) await app.until(id, ({ status }) => status === 'completed');
}, 60_000);

test('a run can be paused, continued, resumed with more epochs and forked wherever it trains', async () => {
  const app = await openQueueHost(redis);
  const create = async (config: RunConfigInput) =>
    (await app.client.createRuns({ configs: [config], place: 'workers' })).runs[0]!.id;
  const waiting = await create(smallConfig());
  expect((await app.client.pauseRuns({ ids: [waiting] })).runs).toMatchObject([{ status: 'paused' }]);
  const unwanted = await create(smallConfig());
  expect((await app.client.stopRuns({ ids: [unwanted] })).runs).toMatchObject([{ status: 'stopped' }]);
  await openQueueWorker(redis);
  const training = await create(endlessConfig());
  await app.until(training, ({ epochsDone }) => epochsDone > 0);
  expect((await app.client.pauseRuns({ ids: [training] })).runs).toMatchObject([{ status: 'paused' }]);
  expect((await app.client.continueRuns({ ids: [training] })).runs).toMatchObject([{ status: 'running' }]);
  await app.client.stopRuns({ ids: [training] });
  await app.client.trashRuns({ ids: [training] });
  expect(await app.client.emptyTrash()).toMatchObject({ deleted: 1 });

  await app.client.continueRuns({ ids: [waiting] });
  await app.until(waiting, ({ status }) => status === 'completed');
  await app.client.resumeRuns({ ids: [waiting], epochs: 150 });
  const longer = await app.until(waiting, ({ status }) => status === 'completed');
  const config = smallConfig({ epochs: 120, dataset: longer.config.dataset });
  const fork = await app.client.forkRun({ id: waiting, epoch: 50, config, place: 'workers' });
  await app.until(fork.id, ({ status }) => status === 'completed');
  expect(await app.verifyRun(waiting, () => undefined)).toMatchObject({ equal: true, epochs: 150 });
  expect(await app.verifyRun(fork.id, () => undefined)).toMatchObject({ equal: true, epochs: 120 });
  await expect.poll(() => keysOfRuns(redis)).toEqual([]);
}, 60_000);

test('a run for both is trained here while no worker takes it, and one for workers waits', async () => {
  const app = await openQueueHost(redis);
  const {
    runs: [remote],
  } = await app.client.createRuns({ configs: [smallConfig()], place: 'workers' });
  const { runs } = await app.client.createRuns({ configs: [smallConfig(), smallConfig()], place: 'both' });
  for (const { id } of runs) {
    await app.until(id, ({ status }) => status === 'completed');
    expect((await app.client.getRun({ id })).stints).toMatchObject([{ worker: null }]);
  }
  expect(await app.client.getRun({ id: remote!.id })).toMatchObject({ status: 'queued', stints: [] });
  await app.client.stopRuns({ ids: [remote!.id] });
});

test('an epoch that arrives with different bits fails its run visibly, and is not stored', async () => {
  const dataDir = emptyHistory();
  const lines: string[] = [];
  const log = {
    file: '',
    write: (_: string, line: string) => void lines.push(line),
    lastWords: () => true,
    flush: async () => undefined,
  };
  const app = await openQueueHost(redis, { dataDir, log });
  const {
    runs: [run],
  } = await app.client.createRuns({ configs: [endlessConfig()], place: 'workers' });
  const { leave } = await openQueueWorker(redis);
  await app.until(run!.id, ({ epochsDone }) => epochsDone > 0);
  await app.client.pauseRuns({ ids: [run!.id] });
  await leave();
  const kept = storedRun(dataDir, run!.id);

  const redisOf = openConnection(parseQueueAddress(redis.url), () => undefined);
  const [hostId] = await redisOf.zrevrange('lambdascope:hosts', 0, 0);
  const keys = hostKeys(hostId!);
  const sender = { run: run!.id, generation: 1, attempt: 9, worker: randomUUID() };
  const started = {
    kind: 'started',
    kernelVariant: 'float64',
    v8Version: '1',
    name: 'liar',
    machine: 'm',
    platform: 'p',
  } as const;
  const rows = new Float64Array(epochRowLength(2));
  const entries = [
    encodeResult({ ...sender, seq: 0 }, started),
    encodeResult({ ...sender, seq: 1 }, { kind: 'epochs', rowCount: 1 }, rows),
  ];
  for (const { h, b } of entries)
    await callScript(redisOf, 'publishResult', [keys.results, keys.bytes], [limits.unstoredBytes, h, b]);
  redisOf.disconnect();
  const failed = await app.until(run!.id, ({ status }) => status === 'failed');
  expect(failed.error).toMatch(
    /^epoch 0 was retrained with a different result: loss was [\d.]+ and is now 0;/,
  );
  expect(lines.join()).toContain(failed.error);
  expect(storedRun(dataDir, run!.id).rows).toBe(kept.rows);
}, 60_000);

test('a place that needs a queue is refused if none is set', async () => {
  const app = await openTestApp();
  await expect(app.client.createRuns({ configs: [smallConfig()], place: 'workers' })).rejects.toMatchObject({
    code: 'conflict',
    message:
      'got place workers, but no queue is set; allowed without a queue: here. Set one with --queue or in Settings',
  });
});
