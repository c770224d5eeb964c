import { copyFileSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '#api';
import { databaseFileName } from './connection.ts';
import { loadMigrations, type Migration } from './migrations.ts';
import { openStorage } from './storage.ts';
import { recordRun, runConfig, storageOptions, temporaryFolder } from './store-fixture.ts';

const released = loadMigrations();
const known = released.length;
/** A migration of a newer Lambdascope. */
const newer: readonly Migration[] = [
  ...released,
  { version: known + 1, name: 'newer.sql', sql: `UPDATE runs SET notes = 'by the newer one'` },
];
const open = (dataDir: string, migrations = released) => openStorage(storageOptions({ dataDir }), migrations);

function refusal(dataDir: string): AppError {
  try {
    open(dataDir).close();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('the store opened');
}

it('goes back from a newer version using the copy named in the refusal', () => {
  const dataDir = temporaryFolder();
  const store = open(dataDir);
  const id = recordRun(store, runConfig(), 3);
  store.close();
  open(dataDir, newer).close();

  const [copy] = readdirSync(join(dataDir, 'backups'));
  const backup = join(dataDir, 'backups', copy!);
  const file = join(dataDir, databaseFileName);
  const { code, message, details } = refusal(dataDir);
  expect({ code, details }).toEqual({
    code: 'databaseTooNew',
    details: { found: known + 1, known, backup },
  });
  expect(message).toBe(
    `${file} was written by a newer Lambdascope (schema ${known + 1}; this version supports up to ${known}); it was left untouched: ` +
      `update Lambdascope or choose another folder with --data-dir; ${backup} is a copy from before the update, ` +
      'without anything recorded since: to go back to it, move lambdascope.sqlite3 and the files lambdascope.sqlite3-wal ' +
      'and -shm, if there are any, out of the folder, and put the copy there under that name',
  );

  const away = temporaryFolder();
  for (const name of readdirSync(dataDir).filter((each) => each.startsWith(databaseFileName)))
    renameSync(join(dataDir, name), join(away, name));
  copyFileSync(backup, file);
  const restored = open(dataDir);
  expect(restored.getRun(id)).toMatchObject({ epochsDone: 3, notes: '' });
  restored.close();
});

it('names the newest copy that this version can open, and none that it cannot', () => {
  const dataDir = temporaryFolder();
  open(dataDir, newer).close();
  expect(refusal(dataDir).details).toMatchObject({ backup: null });
  expect(refusal(dataDir).message).toMatch(/ or choose another folder with --data-dir$/);

  const folder = join(dataDir, 'backups');
  mkdirSync(folder, { recursive: true });
  const add = (name: string): void => writeFileSync(join(folder, name), '');
  add(`lambdascope-version-${known + 1}-2026-03-01T00-00-00-000Z.sqlite3`);
  add('mine.sqlite3');
  expect(refusal(dataDir).details).toMatchObject({ backup: null });
  add(`lambdascope-version-${known - 1}-2026-02-01T00-00-00-000Z.sqlite3`);
  add(`lambdascope-version-${known}-2026-01-01T00-00-00-000Z.sqlite3`);
  add(`lambdascope-version-${known}-2026-01-02T00-00-00-000Z.sqlite3`);
  const backup = join(folder, `lambdascope-version-${known}-2026-01-02T00-00-00-000Z.sqlite3`);
  expect(refusal(dataDir).details).toMatchObject({ backup });
});
