import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { storageEntry } from '../built-entries.fixture.ts';
import { databaseFileName } from './database-file-name.ts';
import { openStore, type Store } from './store.ts';
import { epochRows, runConfig, storageOptions, temporaryStore } from './store-fixture.ts';

const options = storageOptions;

async function storeWithRun(dataDir: string): Promise<{ store: Store; id: string }> {
  const store = await openStore({ ...options({ dataDir }), storageEntry });
  onTestFinished(() => store.close());
  const [run] = await store.createRuns([{ config: runConfig(), name: 'calm-sail-1' }]);
  await store.startRun(run!.id, 'float64');
  return { store, id: run!.id };
}

it('stores everything it was asked to store without waiting for an answer, interrupts training runs and frees the folder', async () => {
  const { dataDir } = options();
  const { store, id } = await storeWithRun(dataDir);
  for (let epoch = 0; epoch < 50; epoch += 1) {
    store.appendEpochs(id, epochRows(runConfig(), [{ epoch }]), 1).catch(() => undefined);
  }
  expect(store.closeNow(60_000)).toBe(true);

  const next = temporaryStore({ dataDir });
  expect(next.recoverRuns()).toEqual({ interrupted: [], requeued: [], away: [] });
  expect(next.getRun(id)).toMatchObject({ status: 'interrupted', epochsDone: 50, error: null });
  const db = new Database(join(dataDir, databaseFileName));
  expect(db.prepare('SELECT crashed FROM sessions WHERE closed_at IS NOT NULL').pluck().all()).toEqual([0]);
  db.close();
  await expect(store.pauseRun(id)).rejects.toMatchObject({ code: 'storage' });
});

it('waits no longer than it is told to, and loses nothing that was stored', async () => {
  const { dataDir } = options();
  const { store, id } = await storeWithRun(dataDir);
  await store.appendEpochs(id, epochRows(runConfig(), [{ epoch: 0 }]), 1);
  const other = new Database(join(dataDir, databaseFileName));
  other.exec('BEGIN IMMEDIATE');
  expect(store.closeNow(50)).toBe(false);
  expect(other.prepare('SELECT count(*) FROM epochs').pluck().get()).toBe(1);
  other.exec('ROLLBACK');
  other.close();
});
