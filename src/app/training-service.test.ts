import { expect, onTestFinished, test, vi } from 'vitest';
import { AppError, type RunConfigInput, runConfigSchema } from '#api';
import { openStore, type Store } from '#storage';
import { createNodeLauncher } from '#workers';
import { storageEntry, trainerEntry } from '../built-entries.fixture.ts';
import { emptyHistory, endlessConfig, smallConfig } from './app-fixture.ts';
import { createEventHub } from './event-hub.ts';
import { createLiveRuns } from './live-runs.ts';
import { noLog } from './log/index.ts';
import { createTrainingService } from './training-service.ts';

const oneCore = { cores: 1, processors: 1, physical: 1, quota: null };
const full = new AppError('storageFull', 'the disk is full');

/** A service over a real store, some of whose methods the test replaces. */
async function setUp(replace: (store: Store) => Partial<Store>) {
  const store = await openStore({
    dataDir: emptyHistory(),
    appVersion: '1.2.3',
    engineVersion: '1',
    host: 'serve',
    exclusive: true,
    storageEntry,
  });
  const { launch } = createNodeLauncher(trainerEntry);
  let launched = 0;
  let curves = 0;
  const defects: unknown[] = [];
  const live = createLiveRuns(() => undefined);
  const events = createEventHub({
    readRuns: store.getRuns,
    readActivity: () => ({ ...live.activity(), folder: null, held: null, deleting: null }),
    readVerifications: async () => [],
  });
  const training = createTrainingService({
    store: { ...store, ...replace(store) },
    dataDir: '.',
    launcher: {
      launch() {
        launched += 1;
        return launch();
      },
    },
    compute: { concurrency: 1, threads: 'auto', cores: oneCore },
    events,
    live,
    log: noLog,
    onMoreCurves: () => (curves += 1),
    onDefect: (error) => defects.push(error),
  });
  onTestFinished(async () => {
    await training.close();
    await store.close();
    expect(defects).toEqual([]);
  });
  const create = async (input: RunConfigInput | number): Promise<string> => {
    const config = runConfigSchema.parse(typeof input === 'number' ? smallConfig({ epochs: input }) : input);
    const runs = await store.createRuns([{ config, name: 'small' }]);
    training.submit(runs);
    return runs[0]!.id;
  };
  const ended = (id: string): Promise<void> => vi.waitFor(() => expect(live.has(id)).toBe(false), 60_000);
  return { store, live, training, create, ended, launched: () => launched, moreCurves: () => curves };
}

test('it tells of curves that lack an overview, and not of a short run that needs none', async () => {
  const { store, create, ended, moreCurves } = await setUp(() => ({}));
  await ended(await create(4000));
  expect([moreCurves(), await store.missingOverview()]).toEqual([0, null]);
  const long = await create(4001);
  await ended(long);
  expect(moreCurves()).toBe(1);
  expect(await store.missingOverview()).toMatchObject({ id: long, epochsDone: 4001 });
});

test('on a full disk a run waits and says so; when there is room again it continues, to the same digest as ever', async () => {
  let isFull = false;
  const { store, live, create, ended } = await setUp((real) => ({
    async appendEpochs(...batch) {
      if (isFull) throw full;
      await real.appendEpochs(...batch);
    },
  }));
  const first = await create(3000);
  await ended(first);
  const { digest } = await store.getRun(first);
  isFull = true;
  const second = await create(3000);
  const waiting = () => live.activity().live[0]?.waiting ?? null;
  await expect.poll(waiting).toMatchObject({ reason: 'the disk is full', advice: 'free some space' });
  expect(await store.getRun(second)).toMatchObject({ status: 'running', epochsDone: 0 });
  isFull = false;
  await expect.poll(waiting).toBeNull();
  await ended(second);
  expect(await store.getRun(second)).toMatchObject({ status: 'completed', epochsDone: 3000, digest });
});

test('an end that cannot be stored yet is stored later, and waits visibly', async () => {
  let attempts = 0;
  const { store, live, create, ended } = await setUp((real) => ({
    async endRuns(...end) {
      attempts += 1;
      if (attempts > 1) return real.endRuns(...end);
      expect(await store.getRun(end[0][0]![0])).toMatchObject({ status: 'running', epochsDone: 50 });
      throw full;
    },
  }));
  const id = await create(50);
  await expect.poll(() => live.activity().live[0]?.waiting?.reason).toBe('the disk is full');
  await ended(id);
  expect(await store.getRun(id)).toMatchObject({ status: 'completed', epochsDone: 50 });
  expect(live.activity()).toMatchObject({ liveRuns: 0, live: [] });
});

test('a checkpoint or snapshot that finds no room is dropped, and the run continues', async () => {
  let dropped = 0;
  const refuse = async (): Promise<never> => {
    dropped += 1;
    throw full;
  };
  const { store, create, ended } = await setUp(() => ({ saveCheckpoint: refuse, saveSnapshots: refuse }));
  const id = await create(50);
  await ended(id);
  expect(await store.getRun(id)).toMatchObject({ status: 'completed', epochsDone: 50, checkpoints: [] });
  expect(dropped).toBeGreaterThan(2);
});

test('what was stored although its answer was lost is not stored twice', async () => {
  const lost = new AppError('storage', 'a thread of the database stopped');
  const once = new Set<string>();
  const losing =
    <Args extends readonly unknown[]>(name: string, method: (...args: Args) => Promise<unknown>) =>
    async (...args: Args): Promise<void> => {
      await method(...args);
      if (once.size < once.add(name).size) throw lost;
    };
  const { store, live, training, create, ended } = await setUp((real) => ({
    startRun: losing('start', real.startRun),
    appendEpochs: losing('append', real.appendEpochs),
    pauseRun: losing('pause', real.pauseRun),
    continueRun: losing('continue', real.continueRun),
    endRuns: losing('end', real.endRuns),
  }));
  const id = await create(3000);
  await training.pause([id]);
  await expect.poll(() => live.activity().live[0]?.status).toBe('paused');
  await training.continue([id]);
  await ended(id);
  expect(await store.getRun(id)).toMatchObject({ status: 'completed', epochsDone: 3000, error: null });
  expect([...once].sort()).toEqual(['append', 'continue', 'end', 'pause', 'start']);
});

test('continuing everything takes back a pause that is not stored yet', async () => {
  const epochs = 40_000; // enough to still be training then
  let isFull = true;
  const { store, live, training, create, ended } = await setUp((real) => ({
    pauseRun: (id) => (isFull ? Promise.reject(full) : real.pauseRun(id)),
  }));
  const id = await create(epochs);
  await expect.poll(() => live.activity().live[0]?.epochsDone).toBeGreaterThan(0);
  void training.pause([id]);
  await expect.poll(() => live.activity().live[0]?.waiting).not.toBeNull();
  await training.continue();
  isFull = false;
  await ended(id);
  expect(await store.getRun(id)).toMatchObject({ status: 'completed', epochsDone: epochs });
});

test('pausing or stopping everything starts nothing that is queued', async () => {
  const { store, training, create, launched } = await setUp(() => ({}));
  const ids = [await create(endlessConfig()), await create(endlessConfig()), await create(endlessConfig())];
  const statuses = async (): Promise<string[]> => (await store.getRuns(ids)).map(({ status }) => status);
  await training.pause();
  await expect.poll(statuses).toEqual(['paused', 'paused', 'paused']);
  await training.stop(ids);
  await expect.poll(statuses).toEqual(['stopped', 'stopped', 'stopped']);
  expect(launched()).toBe(1);
});

test('runs stopped together are stored in one transaction, and training ones are stopping until they have ended', async () => {
  const transactions: number[] = [];
  const gate = Promise.withResolvers<undefined>();
  const { store, live, training, create } = await setUp((real) => ({
    async endRuns(ends) {
      transactions.push(ends.length);
      if (transactions.length > 1) await gate.promise;
      await real.endRuns(ends);
    },
  }));
  const busy = await create(endlessConfig());
  await expect.poll(() => live.statusOf(busy)).toBe('running');
  const waiting = await Promise.all(Array.from({ length: 300 }, () => create(endlessConfig())));
  const stopped = training.stop();
  expect(live.activity().stopping).toHaveLength(301);
  await expect.poll(() => live.activity().stopping).toEqual([busy]);
  expect(live.activity()).toMatchObject({ liveRuns: 1, runningRuns: 1 });
  gate.resolve(undefined);
  expect((await stopped).map(({ status }) => status)).toEqual(Array(301).fill('stopped'));
  expect(live.activity().stopping).toEqual([]);
  expect(transactions).toEqual([waiting.length, 1]);
  expect(await store.countRuns()).toMatchObject({ stopped: 301 });
});

test('stopping everything is not refused because a run is just ending', async () => {
  const stored = Promise.withResolvers<undefined>();
  const gate = Promise.withResolvers<undefined>();
  const { store, training, create } = await setUp((real) => ({
    async endRuns(...end) {
      await real.endRuns(...end);
      stored.resolve(undefined);
      await gate.promise;
    },
  }));
  const [ending, busy] = [await create(50), await create(endlessConfig())];
  await stored.promise;
  const stopped = training.stop();
  gate.resolve(undefined);
  await stopped;
  const runs = await store.getRuns([ending, busy]);
  expect(runs.map(({ status }) => status)).toEqual(['completed', 'stopped']);
});
