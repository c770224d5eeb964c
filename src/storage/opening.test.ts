import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { OpeningStep } from '#api';
import { storageEntry } from '../built-entries.fixture.ts';
import { databaseFileName, openConnection } from './connection.ts';
import { migrate } from './migrate.ts';
import { loadMigrations } from './migrations.ts';
import { acquireOpeningLock } from './process-lock.ts';
import { openStore, type Store } from './store.ts';
import { storageOptions, temporaryFolder } from './store-fixture.ts';

/** Opens the store of a folder. `step` resolves with the first reported step of a kind. */
function openTold(dataDir: string, signal?: AbortSignal) {
  const steps: OpeningStep[] = [];
  const first = Promise.withResolvers<OpeningStep>();
  const opened = openStore({
    ...storageOptions({ dataDir }),
    storageEntry,
    signal,
    onStep(step) {
      steps.push(step);
      first.resolve(step);
    },
  });
  opened.catch(() => undefined);
  onTestFinished(async () => {
    await (await opened.catch((): Store | null => null))?.close();
  });
  return { steps, opened, firstStep: first.promise };
}

it('reports nothing when nothing takes time', async () => {
  const dataDir = temporaryFolder();
  for (let time = 0; time < 2; time += 1) {
    const { steps, opened } = openTold(dataDir);
    await (await opened).close();
    expect(steps).toEqual([]);
  }
  expect(readdirSync(dataDir)).not.toContain('opening.pid');
});

it('names the process that it waits for, and opens when that is done', async () => {
  const dataDir = temporaryFolder();
  const lock = acquireOpeningLock(dataDir);
  const { steps, opened, firstStep } = openTold(dataDir);
  const since: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
  expect(await firstStep).toEqual({ kind: 'waiting', for: 'process', pid: process.pid, since });
  lock.release();
  await opened;
  expect(steps).toHaveLength(1);
});

it('can be cancelled while it waits', async () => {
  const dataDir = temporaryFolder();
  const lock = acquireOpeningLock(dataDir);
  const closing = new AbortController();
  const { opened, firstStep } = openTold(dataDir, closing.signal);
  await firstStep;
  closing.abort();
  await expect(opened).rejects.toMatchObject({ code: 'storage', message: 'the database is closed' });
  lock.release();
  await openTold(dataDir).opened; // it leaves nothing in the way
});

it('reports a program that keeps the database locked', async () => {
  const dataDir = temporaryFolder();
  await (await openTold(dataDir).opened).close();
  const other = new Database(join(dataDir, databaseFileName));
  other.pragma('locking_mode = EXCLUSIVE');
  other.exec('BEGIN IMMEDIATE; CREATE TABLE other (x); COMMIT');
  const { opened, firstStep } = openTold(dataDir);
  expect(await firstStep).toEqual({ kind: 'waiting', for: 'database' });
  other.close();
  await opened;
});

it('reports the progress of the copy and which migration runs, then nothing more', async () => {
  const dataDir = temporaryFolder();
  const released = loadMigrations();
  const db = openConnection(join(dataDir, databaseFileName));
  migrate(db, released.slice(0, -2));
  const [pages, free] = ['page_count', 'freelist_count'].map(
    (name) => db.pragma(name, { simple: true }) as number,
  );
  const sizeBytes = (pages! - free!) * 4096; // free pages are not copied
  db.close();
  const { steps, opened } = openTold(dataDir);
  await opened;
  const copying = steps.filter((step) => step.kind === 'backingUp');
  expect(copying[0]).toEqual({ kind: 'backingUp', copiedBytes: expect.any(Number), sizeBytes });
  const migrating = steps
    .slice(copying.length)
    .map((step) => (step.kind === 'migrating' ? `${step.step} of ${step.of}` : step.kind));
  expect([...new Set(migrating)]).toEqual(['1 of 2', '2 of 2']);
});

it('reports the check after a process that did not close', async () => {
  const dataDir = temporaryFolder();
  await (await openTold(dataDir).opened).close();
  mkdirSync(join(dataDir, 'sessions'), { recursive: true });
  writeFileSync(join(dataDir, 'sessions', '0000000000.lock'), '');
  const { steps, opened } = openTold(dataDir);
  await opened;
  expect(steps).toEqual([{ kind: 'checking', sizeBytes: expect.any(Number) }]);
});
