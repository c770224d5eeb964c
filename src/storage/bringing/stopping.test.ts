import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { importChoice } from '#api';
import { storageEntry } from '../../built-entries.fixture.ts';
import { testWith } from '../../system-needs.fixture.ts';
import { applicationId } from '../file-header.ts';
import { temporaryFolder, temporaryStore } from '../store-fixture.ts';
import { createRunImports } from './run-imports.ts';

const choice = importChoice.parse({});
const rows = 10_000;

/**
 * A database with the header of one of ours, whose check takes minutes: a constraint takes many milliseconds per row, and each row fills a
 * page.
 */
function endlessDatabase(): string {
  const file = join(temporaryFolder(), 'endless.sqlite3');
  const db = new Database(file);
  db.exec(`
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = 1;
    PRAGMA ignore_check_constraints = ON;
    CREATE TABLE slow (text TEXT CHECK (length(hex(zeroblob(1000000 + length(text)))) > 0));
    WITH RECURSIVE step(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM step WHERE value < ${rows})
      INSERT INTO slow SELECT hex(zeroblob(1900)) FROM step;`);
  db.close();
  return file;
}

/** An import whose thread is deep in the check of a database, and the folder of its files. */
async function checking() {
  const dataDir = temporaryFolder();
  const { file, session } = temporaryStore({ dataDir }).identity();
  const { beginRunImport, closeRunImports } = createRunImports({ threadEntry: storageEntry, file, session });
  const importing = beginRunImport('endless.sqlite3');
  await importing.push('endless.sqlite3', readFileSync(endlessDatabase()));
  return { importing, closeRunImports, folder: join(dataDir, 'imports') };
}
const staged = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String);

it('an import is stopped while SQLite checks its database, and leaves nothing', async () => {
  const { importing, folder } = await checking();
  const reading = await importing.plan(choice);
  expect(reading).toEqual({ plan: null, bytes: expect.any(Number), ofBytes: expect.any(Number) });
  expect(staged(folder).some((name) => name.endsWith('database'))).toBe(true);
  const planned = importing.plan(choice);
  planned.catch(() => undefined);
  await importing.cancel();
  await expect(planned).rejects.toMatchObject({ code: 'conflict', message: 'the import was stopped' });
  expect(staged(folder)).toEqual([]);
});

it('closing the history ends such a check as well', async () => {
  const { importing, closeRunImports, folder } = await checking();
  await importing.plan(choice);
  await closeRunImports();
  expect(existsSync(folder) ? staged(folder) : []).toEqual([]);
});

testWith('linux')('reports how much of the database was checked', async () => {
  const { importing } = await checking();
  let seen = 0;
  while (seen < 100_000) {
    const { plan, bytes, ofBytes } = await importing.plan(choice);
    expect([plan, bytes >= seen, bytes < ofBytes]).toEqual([null, true, true]);
    seen = bytes;
    await setTimeout(10);
  }
  await importing.cancel();
});
