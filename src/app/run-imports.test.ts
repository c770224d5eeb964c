import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Client, ImportResult } from '#api';
import { tablesOf } from '../storage/bringing/tables.fixture.ts';
import { emptyHistory, failureOf, openTestApp } from './app-fixture.ts';

type Begun = Awaited<ReturnType<Client['beginRunImport']>>;

/** Begins the import of a run with this many epochs, and sends its files. */
async function sendTables(client: Client, epochs: number): Promise<Begun> {
  const begun = await client.beginRunImport({ name: 'tables' });
  for (const [file, text] of Object.entries(tablesOf(epochs))) {
    await client.pushRunImport({ ...begun, file, bytes: new TextEncoder().encode(text) });
  }
  return begun;
}

async function bringIn(client: Client, epochs: number): Promise<ImportResult> {
  const begun = await sendTables(client, epochs);
  for (;;) {
    const { done } = await client.advanceRunImport(begun);
    if (done !== null) return done;
  }
}

test('an import reports how far it has read its files, and leaves nothing when stopped then', async () => {
  const dataDir = emptyHistory();
  const { client } = await openTestApp({ dataDir });
  const begun = await sendTables(client, 200_000);
  const seen = [-1];
  while (seen.length < 3) {
    const { plan, bytes, ofBytes } = await client.planRunImport(begun);
    expect(plan).toBeNull();
    expect(bytes).toBeLessThan(ofBytes);
    expect(bytes).toBeGreaterThanOrEqual(seen.at(-1)!);
    if (bytes > seen.at(-1)!) seen.push(bytes);
  }
  await client.cancelRunImport(begun);
  expect((await failureOf(client.planRunImport(begun))).code).toBe('notFound');
  expect((await client.listRuns({ sort: 'name', descending: false })).runs).toEqual([]);
  const folder = join(dataDir, 'imports');
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  const db = new Database(join(dataDir, 'lambdascope.sqlite3'), { readonly: true });
  expect(db.prepare('SELECT (SELECT count(*) FROM runs) + (SELECT count(*) FROM epochs)').pluck().get()).toBe(
    0,
  );
  db.close();
});

test('an import can be undone after the app was closed, and is listed until then', async () => {
  const dataDir = emptyHistory();
  const first = await openTestApp({ dataDir });
  const { id } = await bringIn(first.client, 10);
  await first.close();

  const { client } = await openTestApp({ dataDir });
  const { imports } = await client.listRunImports({});
  expect(imports).toEqual([{ id, source: 'tables', importedAt: expect.any(String) as string, runs: 1 }]);
  expect(await client.undoRunImport({ id: id! })).toEqual({ runs: 1 });
  expect((await client.listRunImports({})).imports).toEqual([]);
  expect((await failureOf(client.undoRunImport({ id: id! }))).message).toBe(
    `there is no import ${id} to undo; it may have been undone already`,
  );
});

test('a run of which only the numbers are known cannot be resumed, and says why', async () => {
  const { client } = await openTestApp({ dataDir: emptyHistory() });
  const begun = await client.beginRunImport({ name: 'numbers.csv' });
  const bytes = new TextEncoder().encode('run,epoch,loss\none,0,1\none,1,0.5\n');
  await client.pushRunImport({ ...begun, file: 'numbers.csv', bytes });
  while ((await client.planRunImport(begun)).plan === null);
  while ((await client.advanceRunImport(begun)).done === null);
  const { runs } = await client.listRuns({});
  const failure = await failureOf(client.resumeRuns({ ids: [runs[0]!.id], epochs: 10 }));
  expect([failure.code, failure.message]).toEqual([
    'conflict',
    expect.stringContaining('it can be compared and exported, but not trained, resumed'),
  ]);
});
