import { join } from 'node:path';
import { storageEntry } from '../built-entries.fixture.ts';
import { databaseFileName, openReadOnly } from './connection.ts';
import { openStore } from './store.ts';

// A process that imports a table and kills itself once some of the bytes are stored; the tests of imports run it.

/** Number of rows of a table that has several chunks. */
const rows = 30_000;
const features = 30;
const storedChunks = 3;

async function importAndDie(dataDir: string): Promise<void> {
  const store = await openStore({
    dataDir,
    appVersion: '1.0.0',
    engineVersion: '1.0.0',
    host: 'cli',
    exclusive: false,
    storageEntry,
  });
  const db = openReadOnly(join(dataDir, databaseFileName));
  const count = db.prepare<[], number>(`SELECT count(*) FROM data_table_chunks`).pluck();
  // Once the first bytes are stored this thread handles no messages any more, so the table cannot be marked as complete.
  const dieWhenHalf = (): void => {
    if (count.get() === 0) return void setImmediate(dieWhenHalf);
    while (count.get()! < storedChunks);
    process.kill(process.pid, 'SIGKILL');
  };
  const table = store.beginTableImport('half.csv', {});
  const line = (row: number): string =>
    `${Array.from({ length: features }, (_, feature) => row % (feature + 2)).join(',')},${row % 2}\n`;
  await table.push(new TextEncoder().encode(Array.from({ length: rows }, (_, row) => line(row)).join('')));
  const finished = table.finish();
  dieWhenHalf();
  await finished;
}

if (process.argv[1] === import.meta.filename) await importAndDie(process.argv[2]!);
