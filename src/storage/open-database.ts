import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '#api';
import { removePartialBackups } from './backups.ts';
import { checkFile, databaseFileName, openConnection, openReadOnly, type Connection } from './connection.ts';
import { checkFileHeader, checkIdentity } from './file-header.ts';
import { migrate, schemaVersion } from './migrate.ts';
import type { Migration } from './migrations.ts';
import { fillNameKeys } from './name-keys.ts';
import { refuseMovedFolder } from './moving/moving-notes.ts';
import type { StepListener } from './opening-step.ts';
import { makePrivateDatabase, makePrivateFolder } from './private-files.ts';
import { createSessionLocks, type SessionLocks } from './process-lock.ts';
import { findCrashedSessions } from './sessions.ts';

/** Creates the data folder if missing, and makes sure that it is writable. */
export function prepareFolder(dataDir: string): void {
  try {
    makePrivateFolder(dataDir);
    const probe = join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new AppError('storageFull', `the disk of ${dataDir} is full; free some space, then try again`, {
        cause,
      });
    }
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new AppError(
        'folderNotWritable',
        `the data folder ${dataDir} cannot be made, because there is a file at or above it; choose another one with --data-dir`,
        { cause },
      );
    }
    throw new AppError(
      'folderNotWritable',
      `the data folder ${dataDir} is not writable (${code}); check its permissions or choose another one with --data-dir`,
      { cause },
    );
  }
}

/** Rejects files that are not a Lambdascope database, newer databases, and moved ones, before touching anything. */
export function checkDatabaseFile(dataDir: string, migrations: readonly Migration[]): void {
  refuseMovedFolder(dataDir);
  checkFileHeader(join(dataDir, databaseFileName), migrations.length);
}

/**
 * Opens the database in a folder and migrates it to the newest schema. After a crash it is checked first. The caller holds the opening
 * lock. Returns the crashed sessions, which can be forgotten now.
 */
export function openDatabase(
  dataDir: string,
  migrations: readonly Migration[],
  onStep: StepListener,
): { db: Connection; locks: SessionLocks; crashed: string[] } {
  const file = join(dataDir, databaseFileName);
  checkDatabaseFile(dataDir, migrations);
  checkContent(file, migrations.length);

  removePartialBackups(dataDir);
  const locks = createSessionLocks(dataDir);
  makePrivateDatabase(dataDir);
  const db = openConnection(file);
  try {
    const crashed = findCrashedSessions(locks);
    if (crashed.length > 0) {
      onStep({ kind: 'checking', sizeBytes: statSync(file).size });
      checkIntegrity(db);
    }
    if (schemaVersion(db) < migrations.length) {
      refuseWhileOthersRun(db, locks, crashed, dataDir);
      migrate(db, migrations, onStep);
    }
    fillNameKeys(db);
    return { db, locks, crashed };
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** A second check through SQLite, still read-only: the write-ahead log may hold a newer version than the header. */
function checkContent(file: string, newestVersion: number): void {
  let db: Connection;
  try {
    db = openReadOnly(file);
  } catch (thrown) {
    // There is no file yet.
    if (thrown instanceof Database.SqliteError && thrown.code === 'SQLITE_CANTOPEN') return;
    throw thrown;
  }
  try {
    const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
    const id = db.pragma('application_id', { simple: true }) as number;
    // A file without tables counts as new, whatever created it.
    if (tables > 0) checkIdentity(file, id, Math.max(1, schemaVersion(db)), newestVersion);
  } finally {
    db.close();
  }
}

function checkIntegrity(db: Connection): void {
  const report = checkFile(db, 'quick_check(5)');
  if (report === 'ok') return;
  throw new AppError(
    'notADatabase',
    `${db.name} is damaged (${report}); move it away, and restore a copy (the backups folder beside it may hold one)`,
  );
}

function refuseWhileOthersRun(db: Connection, locks: SessionLocks, crashed: string[], dataDir: string): void {
  const running = locks.list().filter((session) => !crashed.includes(session));
  if (schemaVersion(db) === 0 || running.length === 0) return;
  throw new AppError(
    'conflict',
    `an older version of Lambdascope is still using ${dataDir}; close it so that the database can be updated`,
  );
}
