import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withStorageErrors } from './sqlite-errors.ts';
import { temporaryFolder } from './store-fixture.ts';

test('a database that another connection keeps locked is busy, and the message says what to do', () => {
  const file = join(temporaryFolder(), 'locked.sqlite3');
  const holder = new Database(file);
  const waiter = new Database(file, { timeout: 0 });
  holder.exec('CREATE TABLE t (a); BEGIN IMMEDIATE');

  expect(() => withStorageErrors(() => waiter.exec('BEGIN IMMEDIATE'))).toThrow(
    expect.objectContaining({
      code: 'storageBusy',
      message:
        'another program keeps the database locked; nothing was changed: close that program or try again ' +
        '(database is locked)',
    }),
  );
  waiter.close();
  holder.close();
});

test('an error of the disk can pass, for example when a quota is used up', () => {
  const failing = (): never => {
    throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');
  };
  expect(() => withStorageErrors(failing)).toThrow(
    expect.objectContaining({
      code: 'folderNotWritable',
      message:
        'the disk of the data folder reports an error; nothing stored so far is lost: check the disk and its quota, and that it ' +
        'is still connected, then try again (disk I/O error)',
    }),
  );
});
