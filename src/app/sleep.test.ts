import { expect, test } from 'vitest';
import { AppError } from '#api';
import { emptyHistory, endlessConfig, openTestApp } from './app-fixture.ts';
import { noLog } from './log/index.ts';
import { createSleep } from './sleep.ts';

/** Sets up a machine whose clock the test controls, and records what is done. */
function setUp(running: readonly string[], syncToDisk: () => Promise<void> = () => Promise.resolve()) {
  const happened: unknown[] = [];
  let ms = 1000;
  const sleep = createSleep(
    {
      store: {
        syncToDisk,
        skipTime: async (from: number, until: number) => void happened.push([from, until]),
      },
      live: { withStatus: () => running },
      events: { runsChanged: (ids: readonly string[]) => happened.push(ids) },
      log: noLog,
    } as never,
    () => ms,
  );
  return { ...sleep, happened, at: (moment: number) => void (ms = moment) };
}

test('training time excludes the time that the machine slept', async () => {
  const { fallsAsleep, wokeUp, happened, at } = setUp(['a']);
  await fallsAsleep();
  at(9000);
  await wokeUp();
  await wokeUp();
  expect(happened).toEqual([[1000, 9000], ['a']]);
});

test('a report from a trainer before the system says that the machine is awake has the same effect', async () => {
  const { fallsAsleep, wokeUp, notice, happened, at } = setUp(['a']);
  await fallsAsleep();
  at(31_000);
  notice(); // not asleep yet
  expect(happened).toEqual([]);
  at(3_600_000);
  notice();
  notice();
  expect(happened).toEqual([[1000, 3_600_000]]); // immediately, before the run's end is stored
  await wokeUp();
  await expect.poll(() => happened).toEqual([[1000, 3_600_000], ['a']]);
});

test('without a training run, or without a sleep, nothing is changed', async () => {
  const idle = setUp([]);
  await idle.fallsAsleep();
  await idle.wokeUp();
  const awake = setUp(['a']);
  await awake.wokeUp();
  expect([idle.happened, awake.happened]).toEqual([[], []]);
});

test('a disk error does not keep the machine from sleeping', async () => {
  const { fallsAsleep, wokeUp, happened } = setUp(['a'], () =>
    Promise.reject(new AppError('storageFull', 'the disk is full')),
  );
  await fallsAsleep();
  await wokeUp();
  expect(happened).toHaveLength(2);
});

test('a process that ends immediately leaves its run interrupted with all it was told, and the run resumes from there', async () => {
  const dataDir = emptyHistory();
  const app = await openTestApp({ dataDir });
  const { runs } = await app.client.createRuns({ configs: [endlessConfig()] });
  const id = runs[0]!.id;
  const { epochsDone } = await app.until(id, (run) => run.epochsDone > 20);
  app.closeNow();
  app.closeNow();
  await expect(app.client.getRun({ id })).rejects.toMatchObject({ code: 'connectionLost' });
  for (const { pid } of app.processes) process.kill(pid!, 'SIGKILL');

  const next = await openTestApp({ dataDir });
  const run = await next.client.getRun({ id });
  expect(run).toMatchObject({ status: 'interrupted', error: null });
  expect(run.epochsDone).toBeGreaterThanOrEqual(epochsDone);
});
