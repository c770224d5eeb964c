import { expect, onTestFinished, test } from 'vitest';
import { AppError, runConfigSchema } from '#api';
import { openStore, type Store } from '#storage';
import { createNodeLauncher } from '#workers';
import { endless, readerEntry, smallConfig, temporaryFolder, trainerEntry } from './app-fixture.ts';
import { createEventHub } from './event-hub.ts';
import { createLiveRuns } from './live-runs.ts';
import { createTrainingService } from './training-service.ts';

const full = new AppError('storageFull', 'the disk is full');

/** A service over a real store, some of whose methods the test replaces. */
function setUp(replace: (store: Store) => Partial<Store>) {
  const store = openStore({
    dataDir: temporaryFolder(),
    appVersion: '1.2.3',
    engineVersion: '1',
    host: 'serve',
    exclusive: true,
    readerEntry,
  });
  const { launch } = createNodeLauncher(trainerEntry);
  let launched = 0;
  const live = createLiveRuns(() => undefined);
  const events = createEventHub({
    readRuns: store.getRuns,
    readActivity: () => ({ ...live.activity(), deleting: null }),
  });
  const training = createTrainingService({
    store: { ...store, ...replace(store) },
    launcher: {
      launch() {
        launched += 1;
        return launch();
      },
    },
    concurrency: 1,
    events,
    live,
  });
  onTestFinished(async () => {
    await training.close();
    await store.close();
  });
  const create = (epochs: number): string => {
    const config = runConfigSchema.parse(smallConfig({ epochs }));
    const runs = store.createRuns([{ config, name: 'small' }]);
    training.submit(runs);
    return runs[0]!.id;
  };
  const ended = (id: string): Promise<void> => live.whenNone([id], ['queued', 'running'], 20_000);
  return { store, live, training, create, ended, launched: () => launched };
}

test('a full disk fails the run with a message and stops its worker; the next run trains', async () => {
  let broken = true;
  const { store, create, ended } = setUp((real) => ({
    appendEpochs(...batch) {
      if (broken) throw full;
      real.appendEpochs(...batch);
    },
  }));
  const first = create(endless);
  await ended(first);
  expect(store.getRun(first)).toMatchObject({ status: 'failed', error: 'the disk is full', epochsDone: 0 });
  broken = false;
  const second = create(50);
  await ended(second);
  expect(store.getRun(second)).toMatchObject({ status: 'completed', epochsDone: 50 });
});

test('an end that cannot be stored yet shows all the same, and is stored later', async () => {
  let attempts = 0;
  const { store, live, training, create, ended } = setUp((real) => ({
    endRun(...end) {
      attempts += 1;
      if (attempts > 1) return real.endRun(...end);
      throw full;
    },
  }));
  const id = create(50);
  await ended(id);
  expect(store.getRun(id).status).toBe('running');
  expect(training.present(store.getRun(id)).status).toBe('completed');
  training.retryOutcomes();
  expect(store.getRun(id)).toMatchObject({ status: 'completed', epochsDone: 50 });
  expect(live.activity()).toMatchObject({ liveRuns: 0, live: [] });
});

test('a checkpoint or snapshot that finds no room is dropped, and the run goes on', async () => {
  let dropped = 0;
  const refuse = (): never => {
    dropped += 1;
    throw full;
  };
  const { store, create, ended } = setUp(() => ({ saveCheckpoint: refuse, saveSnapshot: refuse }));
  const id = create(50);
  await ended(id);
  expect(store.getRun(id)).toMatchObject({ status: 'completed', epochsDone: 50, checkpoints: [] });
  expect(dropped).toBeGreaterThan(2);
});

test('pausing or stopping everything starts nothing of what waits', async () => {
  const { store, training, create, launched } = setUp(() => ({}));
  const ids = [create(endless), create(endless), create(endless)];
  const statuses = (): string[] => ids.map((id) => store.getRun(id).status);
  await training.pause();
  await expect.poll(statuses).toEqual(['paused', 'paused', 'paused']);
  await training.stop(ids);
  await expect.poll(statuses).toEqual(['stopped', 'stopped', 'stopped']);
  expect(launched()).toBe(1);
});
