import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, type TestContext } from 'vitest';
import { listRunsQuery } from '#api';
import { databaseFileName, openConnection } from './connection.ts';
import { migrate } from './migrate.ts';
import { loadMigrations } from './migrations.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { recordRun, runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

function smallDisk({ skip }: TestContext): SmallDisk {
  return mountSmallDisk(12) ?? skip('this user may not mount a disk');
}

/** Records a run of 200 epochs in the folder, and closes it. */
async function recordAndClose(dataDir: string): Promise<string> {
  const store = temporaryStore({ dataDir });
  const id = recordRun(store, runConfig(), 200, 'kept');
  store.endRuns([[id, { status: 'completed' }]]);
  await store.close();
  return id;
}

/** Expects every read to work, and every write to say why it cannot. */
async function expectReadable(store: TestStore, id: string, code: string): Promise<void> {
  expect(store.identity().readOnly).toBe(code);
  expect(store.listRuns(listRunsQuery.parse({})).total).toBe(1);
  expect(store.getRun(id)).toMatchObject({ name: 'kept', epochsDone: 200 });
  const query = { id, metrics: ['loss' as const], fromEpoch: 0, toEpoch: null, maxPoints: null };
  expect((await store.readSeries(query)).series.loss!.epochs).toHaveLength(200);
  let csv = '';
  for await (const chunk of store.exportTable({ table: 'epochs', ids: [id] } as never)) csv += String(chunk);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(201);

  expect(() => store.createRuns([{ config: runConfig(), name: 'new' }])).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining('is open read-only') as string }),
  );
  expect(() => store.updateRun({ id, name: 'other' })).toThrow(expect.objectContaining({ code }));
  expect(store.recoverRuns()).toEqual({ interrupted: [], requeued: [], away: [] });
  await store.deleteTableLeftovers();
}

const copiesIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('lambdascope-read-only-'));

it('shows and exports what is on a full disk, changes no byte of it, and writes again when there is room', async (context) => {
  const disk = smallDisk(context);
  const id = await recordAndClose(disk.folder);
  disk.fill();
  const file = join(disk.folder, databaseFileName);
  const before = readFileSync(file);
  const copies = copiesIn(tmpdir());

  const store = temporaryStore({ dataDir: disk.folder });
  await expectReadable(store, id, 'storageFull');
  await store.close();
  expect(Buffer.compare(readFileSync(file), before)).toBe(0);
  expect(copiesIn(tmpdir())).toEqual(copies);

  disk.free();
  const again = temporaryStore({ dataDir: disk.folder });
  expect(again.identity().readOnly).toBeNull();
  expect(again.updateRun({ id, name: 'other' }).name).toBe('other');
});

it('shows and exports what is on a read-only medium, including what is only in the write-ahead log of a dead process', async (context) => {
  const disk = smallDisk(context);
  const store = temporaryStore();
  const id = recordRun(store, runConfig(), 200, 'kept');
  for (const name of [databaseFileName, `${databaseFileName}-wal`]) {
    copyFileSync(join(store.identity().file, '..', name), join(disk.folder, name));
  }
  expect(statSync(join(disk.folder, `${databaseFileName}-wal`)).size).toBeGreaterThan(0);
  disk.makeReadOnly();
  const readOnly = temporaryStore({ dataDir: disk.folder });
  await expectReadable(readOnly, id, 'folderNotWritable');
  await readOnly.close();
});

it('reads a history of an older version that cannot be migrated where it is', async (context) => {
  const disk = smallDisk(context);
  const older = loadMigrations().length - 1;
  const db = openConnection(join(disk.folder, databaseFileName));
  migrate(db, loadMigrations().slice(0, older));
  db.exec(readFileSync(join(import.meta.dirname, `migration-fixtures/version-${older}.sql`), 'utf8'));
  db.close();
  disk.makeReadOnly();
  const store = temporaryStore({ dataDir: disk.folder });
  expect(store.identity().readOnly).toBe('folderNotWritable');
  expect(store.getRun('0123456789')).toMatchObject({ name: 'chapter-100x64', epochsDone: 2 });
});

it('still refuses a folder that is not writable and has no history', (context) => {
  const disk = smallDisk(context);
  mkdirSync(join(disk.folder, 'data'));
  disk.makeReadOnly();
  for (const name of ['data', 'none']) {
    expect(() => temporaryStore({ dataDir: join(disk.folder, name) })).toThrow(
      expect.objectContaining({ code: 'folderNotWritable' }),
    );
  }
});

it('refuses a table that does not fit, and writes nothing of it', async (context) => {
  const disk = smallDisk(context);
  const store = temporaryStore({ dataDir: disk.folder });
  const table = store.beginTableImport('wide.csv', {});
  const line = (row: number): string =>
    `${Array.from({ length: 200 }, (_, feature) => (row * 7919 + feature * 104_729) % 9973).join(',')},${row % 2}\n`;
  const rows = Array.from({ length: 3000 }, (_, row) => line(row));
  await table.push(new TextEncoder().encode(rows.join('')));
  await expect(table.finish()).rejects.toMatchObject({
    code: 'storageFull',
    message: expect.stringMatching(
      /^table wide\.csv needs about .+ in .+, and .+ is free; nothing was stored: free some space, then try again$/,
    ) as string,
  });
  expect(store.listTables()).toEqual({ tables: [], unreadable: [] });
  expect(store.sizeBytes()).toBeLessThan(2 * 1024 * 1024);
});
