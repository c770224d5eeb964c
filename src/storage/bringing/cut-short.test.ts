import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { importChoice } from '#api';
import { killed, testWith } from '../../system-needs.fixture.ts';
import { databaseFileName } from '../connection.ts';
import { mountSmallDisk } from '../small-disk.ts';
import { temporaryFolder, temporaryStore } from '../store-fixture.ts';
import { bring, importerOf, planOf } from './importer.fixture.ts';
import { tablesOf } from './tables.fixture.ts';

const choice = importChoice.parse({});

/** Everything stored, visible or not. */
function stored(dataDir: string): Record<string, number> {
  const db = new Database(join(dataDir, databaseFileName), { readonly: true });
  const count = (table: string): number =>
    db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
  const counts = { runs: count('runs'), epochs: count('epochs'), imports: count('imports') };
  db.close();
  return counts;
}

it('an import that fills up the disk leaves the history as it was, and succeeds once there is room', async ({
  skip,
}) => {
  const disk = mountSmallDisk(48) ?? skip('this user may not mount a disk');
  const store = temporaryStore({ dataDir: disk.folder });
  const files = tablesOf(20_000);
  const importer = importerOf(store, files);
  expect((await planOf(importer, choice)).newRuns).toBe(1);
  disk.fill();
  const copying = async (): Promise<void> => {
    while ((await importer.advance(choice)).done === null);
  };
  await expect(copying()).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(store.countRuns()).toEqual({});
  disk.free();
  await importer.abandon();
  expect((await bring(store, files)).done).toMatchObject({ runs: 1 });
  expect(store.countRuns()).toEqual({ completed: 1 });
});

it('an import stopped half-way leaves nothing', async () => {
  const dataDir = temporaryFolder();
  const store = temporaryStore({ dataDir });
  const importer = importerOf(store, tablesOf(100_000));
  await planOf(importer, choice);
  // Each look at the clock advances it by 2 ms, so that a fast machine copies no more per turn than a slow one.
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 2));
  const { epochs, done } = await importer.advance(choice);
  clock.mockRestore();
  expect(epochs).toBeGreaterThan(0);
  expect(done).toBeNull();
  await importer.abandon();
  expect(store.countRuns()).toEqual({});
  for (let left = true; left;) left = store.deleteStep().left !== null;
  expect(stored(dataDir)).toEqual({ runs: 0, epochs: 0, imports: 0 });
  expect(readdirSync(join(dataDir, 'imports'))).toEqual([]);
});

/** Files that this process has open, according to Linux. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      return readlinkSync(join('/proc/self/fd', name));
    } catch {
      return []; // the listing itself
    }
  });
}

testWith('linux')('an import that is stopped while its files are read has closed them', async () => {
  const dataDir = temporaryFolder();
  const importer = importerOf(temporaryStore({ dataDir }), tablesOf(100_000));
  const planned = importer.plan(choice);
  planned.catch(() => undefined);
  await setImmediate();
  const own = (): string[] => openFiles().filter((file) => file.startsWith(join(dataDir, 'imports')));
  expect(own()).not.toEqual([]);
  await importer.abandon();
  expect(own()).toEqual([]);
  await expect(planned).rejects.toMatchObject({ code: 'conflict' });
});

it('the next host leaves nothing of an import whose process was killed half-way', () => {
  const dataDir = temporaryFolder();
  const entry = join(import.meta.dirname, 'bringing-process.ts');
  const { signal, status } = spawnSync(process.execPath, [entry, dataDir], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 100_000,
  });
  expect(signal ?? status).toBe(killed);
  expect(stored(dataDir)).toMatchObject({ runs: 1, imports: 1 });
  const store = temporaryStore({ dataDir });
  expect(store.countRuns()).toEqual({});
  store.forgetImportLeftovers();
  for (let left = true; left;) left = store.deleteStep().left !== null;
  expect(stored(dataDir)).toEqual({ runs: 0, epochs: 0, imports: 0 });
  const folder = join(dataDir, 'imports');
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
});
