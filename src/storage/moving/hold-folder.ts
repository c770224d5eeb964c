import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '#api';
import { databaseFileName } from '../database-file-name.ts';
import { acquireHostLock, acquireOpeningLock, createSessionLocks } from '../process-lock.ts';
import { toStorageError } from '../sqlite-errors.ts';

/** How long to wait for another program to finish writing, in milliseconds. */
const busyTimeoutMs = 5000;

/**
 * Prevents all writes to the history of a folder, by hosts, commands and other programs. Returns a function that releases it. Throws
 * AppError hostAlreadyRunning, or conflict while it is in use. A folder that is not writable need not be held.
 */
export function holdFolder(dataDir: string): () => void {
  const releases: (() => void)[] = [];
  const release = (): void => releases.splice(0).forEach((undo) => undo());
  try {
    unlessUnwritable(() => {
      const host = acquireHostLock(dataDir);
      releases.unshift(() => host.release());
      const opening = acquireOpeningLock(dataDir);
      releases.unshift(() => opening.release());
      refuseSessions(dataDir);
    });
    unlessUnwritable(() => {
      const db = holdDatabase(join(dataDir, databaseFileName));
      releases.unshift(() => db.close());
    });
    return release;
  } catch (thrown) {
    release();
    throw thrown;
  }
}

function refuseSessions(dataDir: string): void {
  const locks = createSessionLocks(dataDir);
  if (!locks.list().some((session) => locks.isAlive(session))) return;
  throw new AppError(
    'conflict',
    `a Lambdascope command is still using ${dataDir}; wait until it has ended, or stop it, then move the history again`,
  );
}

/** Folds the write-ahead log into the database if possible, and begins a transaction that stays open until we end it. */
function holdDatabase(file: string): Database.Database {
  const db = new Database(file, { fileMustExist: true, timeout: busyTimeoutMs });
  try {
    foldLog(db);
    db.exec('BEGIN IMMEDIATE');
    return db;
  } catch (thrown) {
    db.close();
    const problem = toStorageError(thrown);
    if (!(problem instanceof AppError) || problem.code !== 'storageBusy') throw thrown;
    throw new AppError(
      'conflict',
      `another program keeps ${file} locked; close that program, then move the history again`,
      { cause: thrown },
    );
  }
}

/** Fails if the disk is full or somebody is reading: then the log is copied as it is. */
function foldLog(db: Database.Database): void {
  try {
    if (existsSync(`${db.name}-wal`)) db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (thrown) {
    if (!isUnwritable(thrown)) throw thrown;
  }
}

function unlessUnwritable(action: () => void): void {
  try {
    action();
  } catch (thrown) {
    if (!isUnwritable(thrown)) throw thrown;
  }
}

function isUnwritable(thrown: unknown): boolean {
  const problem = toStorageError(thrown);
  return (
    problem instanceof AppError && (problem.code === 'storageFull' || problem.code === 'folderNotWritable')
  );
}
