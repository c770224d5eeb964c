import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { TableSummary } from '#api';
import { databaseFileName } from './connection.ts';
import { emptyHistory, runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

const text = `x,y,c\n${Array.from({ length: 40 }, (_, row) => `${row},${row % 5},${row % 2 ? 'b' : 'a'}`).join('\n')}\n`;
const bytesOf = (csv: string): Uint8Array => new TextEncoder().encode(csv);

async function importText(store: TestStore, csv = text): Promise<TableSummary> {
  const table = store.beginTableImport('points.csv', {});
  for (const part of [csv.slice(0, 50), csv.slice(50)]) await table.push(bytesOf(part));
  return table.finish();
}

/** Row counts of the two tables that hold imported tables, as another process sees them. */
function stored(dataDir: string): { tables: number; chunks: number } {
  const db = new Database(join(dataDir, databaseFileName), { readonly: true });
  const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
  const counts = { tables: count('data_tables'), chunks: count('data_table_chunks') };
  db.close();
  return counts;
}

it('stores a table once, and deletes it with all its bytes', async () => {
  const dataDir = emptyHistory();
  const store = temporaryStore({ dataDir });
  const table = await importText(store);
  expect(table).toMatchObject({ name: 'points.csv', rows: 40, labels: ['a', 'b'], classCounts: [20, 20] });
  expect(await importText(store)).toEqual({ ...table, alreadyStored: true });
  expect(stored(dataDir)).toEqual({ tables: 1, chunks: 4 });
  const description = await store.describeTable(table.digest);
  expect(description.means).toEqual(Float64Array.of(19.5, 2));
  expect(await store.describeTable(table.digest)).toEqual(description);

  const { deleted } = await store.deleteTable(table.digest);
  expect(store.listTables()).toEqual({ tables: [], unreadable: [] });
  await deleted;
  expect(stored(dataDir)).toEqual({ tables: 0, chunks: 0 });
  expect((await importText(store)).digest).toBe(table.digest);
});

it('stores nothing of a file that is invalid or cancelled', async () => {
  const dataDir = emptyHistory();
  const store = temporaryStore({ dataDir });
  await expect(importText(store, `${text}1,x,a\n`)).rejects.toMatchObject({
    code: 'invalidInput',
    details: { badRows: { count: 1, first: [{ line: 42 }] } },
  });
  const table = store.beginTableImport('points.csv', {});
  await table.push(bytesOf(text));
  await table.cancel();
  await expect(table.finish()).rejects.toMatchObject({ code: 'storage' });
  expect(stored(dataDir)).toEqual({ tables: 0, chunks: 0 });
});

it('leaves no partial table when the process dies while storing one', async () => {
  const dataDir = emptyHistory();
  const entry = join(import.meta.dirname, 'importing-process.ts');
  const { signal } = spawnSync(process.execPath, [entry, dataDir], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 100_000,
  });
  expect([signal, stored(dataDir).tables]).toEqual(['SIGKILL', 1]);

  const store = temporaryStore({ dataDir });
  expect(store.listTables()).toEqual({ tables: [], unreadable: [] });
  await store.deleteTableLeftovers();
  expect(stored(dataDir)).toEqual({ tables: 0, chunks: 0 });
});

it('hides a table that another session is working on', async () => {
  const dataDir = emptyHistory();
  const store = temporaryStore({ dataDir });
  const { digest, rows, features, labels } = await importText(store);
  // Only a live session's lock keeps it from being treated as a leftover.
  const other = temporaryStore({ dataDir, exclusive: false });
  const db = new Database(join(dataDir, databaseFileName));
  const session = db
    .prepare<[], string>(`SELECT session_id FROM sessions ORDER BY opened_at DESC, rowid DESC LIMIT 1`)
    .pluck()
    .get();
  db.prepare('UPDATE data_tables SET unfinished_by = ?').run(session);
  db.close();

  await store.deleteTableLeftovers();
  expect(stored(dataDir)).toEqual({ tables: 1, chunks: 4 });
  expect(() => store.getTable(digest)).toThrow(`no table has the digest ${digest}`);
  await expect(importText(store)).rejects.toMatchObject({ code: 'conflict' });
  const dataset = {
    ...{ kind: 'table' as const, digest, name: 'points.csv', rows },
    ...{ features: features.length, classes: labels.length },
  };
  const config = runConfig({
    dataset,
    validation: { share: 0.2 },
    layers: [{ kind: 'dense', units: 2 }, { kind: 'softmax' }],
  });
  expect(() => store.createRuns([{ config, name: 'run' }])).toThrow('no table has the digest');
  await other.close();
  await store.deleteTableLeftovers();
  expect(stored(dataDir)).toEqual({ tables: 0, chunks: 0 });
});
