import { expect, it, onTestFinished } from 'vitest';
import { AppError } from '#api';
import { methodThreads } from './method-threads.ts';
import { openStore, type Store } from './store.ts';
import { epochRows, runConfig, storageEntry, storageOptions } from './store-fixture.ts';

async function temporaryThreads(): Promise<Store> {
  const store = await openStore({ ...storageOptions(), storageEntry });
  onTestFinished(() => store.close());
  return store;
}

it('reads what it has written, from another connection', async () => {
  const store = await temporaryThreads();
  const config = runConfig();
  const [run] = await store.createRuns([{ config, name: 'calm-sail-1' }]);
  await store.startRun(run!.id, 'float64');
  const rows = epochRows(config, [{ epoch: 0, validationLoss: NaN }, { epoch: 1 }]);
  await store.appendEpochs(run!.id, rows, 2);

  expect(await store.getRun(run!.id)).toMatchObject({ status: 'running', epochsDone: 2 });
  expect(await store.readEpochRows(run!.id, 0, 2)).toEqual(rows);
  expect((await store.listRuns(everything)).total).toBe(1);
  expect(await store.resolveRunId('calm-sail-1')).toBe(run!.id);
});

const everything = {
  ...{ filter: '', trashed: false, sort: 'createdAt' as const, descending: true, offset: 0, limit: 10 },
};

it('takes the calls of one thread in their order', async () => {
  const store = await temporaryThreads();
  const config = runConfig();
  const [run] = await store.createRuns([{ config, name: 'calm-sail-1' }]);
  const { id } = run!;
  const appended = (epoch: number) => store.appendEpochs(id, epochRows(config, [{ epoch }]), 1);
  await Promise.all([
    ...[store.startRun(id, 'float64'), appended(0), store.pauseRun(id), store.continueRun(id), appended(1)],
    ...[store.endRun(id, { status: 'completed' }), store.trashRuns([id]), store.restoreRuns([id])],
  ]);
  expect(await store.getRun(id)).toMatchObject({ status: 'completed', epochsDone: 2, trashedAt: null });
});

it('refuses as the storage does, with code, sentence and details', async () => {
  const store = await temporaryThreads();
  await expect(store.getRun('nobody')).rejects.toMatchObject({
    name: 'AppError',
    code: 'notFound',
    message: 'there is no run "nobody"',
  });
  const [run] = await store.createRuns([{ config: runConfig(), name: 'calm-sail-1' }]);
  await expect(store.trashRuns([run!.id])).rejects.toMatchObject({
    code: 'conflict',
    details: { ids: [run!.id] },
  });
});

it('tells of a defect where in the thread it happened', async () => {
  const store = await temporaryThreads();
  const thrown = await store.getRuns(7 as never).catch((error: unknown) => error);
  expect(thrown).not.toBeInstanceOf(AppError);
  expect((thrown as Error).stack).toContain('run-lookup');
});

it('reads on no connection that could write', async () => {
  const store = await temporaryThreads();
  const reads = Object.entries(methodThreads).filter(([, thread]) => thread === 'read');
  // Each is called with nothing: what it makes of that does not matter, but it must not get as far as to write.
  for (const [name] of reads) {
    const call = store[name as 'listTables'] as () => Promise<unknown>;
    const error = await call().catch((thrown: unknown) => thrown);
    expect(String(error), name).not.toContain('readonly');
  }
});
