import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolder, temporaryFolder } from '../temporary-folder.fixture.ts';
import { databaseFileName, openConnection } from './connection.ts';
import { migrate } from './migrate.ts';
import { loadMigrations } from './migrations.ts';

/** The bytes of a history without runs. */
let bytes: Buffer | null = null;

/** A data folder with a history without runs, gone after the test: to open one takes a third less time than to create one. */
export function emptyHistory(): string {
  return withEmptyHistory(temporaryFolder());
}

/** Puts a history without runs into a folder; returns the folder. */
export function withEmptyHistory(folder: string): string {
  writeFileSync(join(folder, databaseFileName), (bytes ??= createHistory()), { mode: 0o600 });
  return folder;
}

function createHistory(): Buffer {
  const folder = makeFolder();
  const file = join(folder, databaseFileName);
  const db = openConnection(file);
  migrate(db, loadMigrations());
  db.close();
  const created = readFileSync(file);
  removeFolder(folder);
  return created;
}
