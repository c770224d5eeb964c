import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { AppError } from '#api';
import { databaseFileName } from './database-file-name.ts';
import { methodThreads } from './method-threads.ts';
import { openStorage } from './storage.ts';
import { openStore, type Store } from './store.ts';
import { storageEntry } from '../built-entries.fixture.ts';
import { epochRows, runConfig, storageOptions } from './store-fixture.ts';

async function temporaryThreads(options = storageOptions()): Promise<Store> {
  const store = await openStore({ ...options, storageEntry });
  onTestFinished(() => store.close());
  return store;
}

it('reads what it has written, from a different connection', async () => {
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

it('executes the calls of one thread in order', async () => {
  const store = await temporaryThreads();
  const config = runConfig();
  const [run] = await store.createRuns([{ config, name: 'calm-sail-1' }]);
  const { id } = run!;
  const appended = (epoch: number) => store.appendEpochs(id, epochRows(config, [{ epoch }]), 1);
  await Promise.all([
    ...[store.startRun(id, 'float64'), appended(0), store.pauseRun(id), store.continueRun(id), appended(1)],
    ...[store.endRuns([[id, { status: 'completed' }]]), store.trashRuns([id]), store.restoreRuns([id])],
  ]);
  expect(await store.getRun(id)).toMatchObject({ status: 'completed', epochsDone: 2, trashedAt: null });
});

it('refuses like the storage does, with code, message and details', async () => {
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

it('reports where in the thread a defect happened', async () => {
  const store = await temporaryThreads();
  const thrown = await store.getRuns(7 as never).catch((error: unknown) => error);
  expect(thrown).not.toBeInstanceOf(AppError);
  expect((thrown as Error).stack).toContain('Object.getRuns');
});

it('never reads on a connection that could write', async () => {
  const store = await temporaryThreads();
  await store.loadReader();
  const reads = Object.entries(methodThreads).filter(([, thread]) => thread === 'read');
  // Each is called without arguments: whatever it makes of that, it must not get as far as writing.
  for (const [name] of reads) {
    const call = store[name as 'listTables'] as () => Promise<unknown>;
    const error = await call().catch((thrown: unknown) => thrown);
    expect(String(error), name).not.toContain('readonly');
  }
});

it('waits for another program’s lock: commands for long, trainings until they report it, reads not at all', async () => {
  const options = storageOptions();
  const store = await temporaryThreads(options);
  const [run] = await store.createRuns([{ config: runConfig(), name: 'calm-sail-1' }]);
  const other = new Database(join(options.dataDir, databaseFileName));
  other.exec('BEGIN IMMEDIATE');

  const renamed = store.updateRun({ id: run!.id, name: 'deep-lake-2' });
  await expect(store.startRun(run!.id, 'float64')).rejects.toMatchObject({ code: 'storageBusy' });
  expect((await store.getRun(run!.id)).name).toBe('calm-sail-1');
  other.exec('COMMIT');
  other.close();
  expect((await renamed).name).toBe('deep-lake-2');
  await store.startRun(run!.id, 'float64');
  expect((await store.getRun(run!.id)).status).toBe('running');
});

it('reopens the database when the writing thread dies, in the same session', async () => {
  const options = storageOptions();
  const lines: string[] = [];
  const store = await openStore({
    ...options,
    storageEntry: join(import.meta.dirname, 'crashing-worker.ts'),
    onLog: (line) => lines.push(line),
  });
  onTestFinished(() => store.close());
  const [run] = await store.createRuns([{ config: runConfig(), name: 'calm-sail-1' }]);
  await store.startRun(run!.id, 'float64');

  const both = await Promise.allSettled([
    store.setPreference('crash', true),
    store.updateRun({ id: run!.id, name: 'deep-lake-2' }),
  ]);
  const died = { code: 'storage', message: 'a thread of the database stopped (it ended); try again' };
  expect(both).toMatchObject([
    { status: 'rejected', reason: died },
    { status: 'rejected', reason: died },
  ]);

  // Its runs are still its own, its folder is locked, and nobody takes it for dead.
  await store.appendEpochs(run!.id, epochRows(runConfig(), [{ epoch: 0 }]), 1);
  expect(lines.filter((line) => !line.startsWith('slow: '))).toEqual([
    'a thread of the database (write) stopped: it ended',
    'the database was reopened',
  ]);
  expect(() => openStorage(options)).toThrow(expect.objectContaining({ code: 'hostAlreadyRunning' }));
  const beside = await temporaryThreads({ ...options, host: 'cli', exclusive: false });
  expect(await beside.recoverRuns()).toEqual({ interrupted: [], requeued: [], away: [] });
  expect(await store.recoverRuns()).toEqual({ interrupted: [], requeued: [], away: [] });
  expect(await store.getRun(run!.id)).toMatchObject({
    name: 'calm-sail-1',
    status: 'running',
    epochsDone: 1,
  });
});

it('closes only after everything that was asked of it is written', async () => {
  const options = storageOptions();
  const store = await temporaryThreads(options);
  const created = store.createRuns([{ config: runConfig(), name: 'calm-sail-1' }]);
  await store.close();
  const [run] = await created;
  await expect(store.createRuns([])).rejects.toMatchObject({ message: 'the database is closed' });
  const again = openStorage(options);
  expect(again.getRun(run!.id).name).toBe('calm-sail-1');
  again.close();
});
