import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, type ErrorCode } from '#api';
import { databaseFileName, openConnection, openReadOnly, type Connection } from './connection.ts';
import { checkBeforeWrites } from './guarded-writes.ts';
import { applyMigrations, schemaVersion } from './migrate.ts';
import type { Migration } from './migrations.ts';
import { onlooker } from './onlooker.ts';
import { checkDatabaseFile } from './open-database.ts';
import { copyToRead, type ReadableCopy } from './readable-copy.ts';
import { randomId } from './random-id.ts';
import { translateErrors, withStorageErrors } from './sqlite-errors.ts';
import type { Storage } from './storage.ts';
import { createStorageMethods } from './storage-methods.ts';

/** Problems that keep a folder from being written but still let it be read. */
const unwritable: readonly ErrorCode[] = ['storageFull', 'folderNotWritable'];

/** True if the folder has a history to show, although it cannot be opened for writing. */
export function canOnlyBeRead(dataDir: string, problem: unknown): problem is AppError {
  return (
    problem instanceof AppError &&
    unwritable.includes(problem.code) &&
    existsSync(join(dataDir, databaseFileName))
  );
}

/**
 * Opens the database in a folder that `problem` keeps from being written. Reads work, writes say why they cannot, and nothing in the folder
 * is changed.
 */
export function openReadOnlyStorage(
  dataDir: string,
  migrations: readonly Migration[],
  problem: AppError,
): Storage {
  const { db, copy } = withStorageErrors(() => openToRead(dataDir, migrations));
  const refuse = (): never => {
    throw refusal(dataDir, problem);
  };
  const methods = createStorageMethods(db, onlooker);
  const session = randomId();
  return {
    ...translateErrors({
      ...checkBeforeWrites(methods, refuse),
      // What nobody asked for is no failure: there is nothing that could be settled or deleted here.
      recoverRuns: () => ({ interrupted: [], requeued: [], away: [] }),
      claimTableLeftovers: () => [],
      deleteStep: () => ({ left: null, waits: false }),
      changedElsewhere: methods.changedElsewhere,
    }),
    identity: () => ({ file: db.name, session, readOnly: problem.code }),
    close() {
      db.close();
      copy?.remove();
    },
  };
}

interface Readable {
  readonly db: Connection;
  /** Set if the database had to be copied to be read; null if it is read in place. */
  readonly copy: ReadableCopy | null;
}

function openToRead(dataDir: string, migrations: readonly Migration[]): Readable {
  checkDatabaseFile(dataDir, migrations);
  const file = join(dataDir, databaseFileName);
  const db = openInPlace(file, migrations.length);
  return db === null ? openCopy(file, migrations) : { db, copy: null };
}

/** Works while another process has the database open, or has left the files that SQLite needs to read it; otherwise null. */
function openInPlace(file: string, version: number): Connection | null {
  let db: Connection | null = null;
  try {
    db = openReadOnly(file);
    if (schemaVersion(db) === version) return db;
  } catch {
    // SQLite has to create files beside a database to read it, and cannot.
  }
  db?.close();
  return null;
}

function openCopy(file: string, migrations: readonly Migration[]): Readable {
  const copy = copyToRead(file);
  try {
    const writable = openConnection(copy.file);
    try {
      applyMigrations(writable, migrations);
    } finally {
      writable.close();
    }
    return { db: openReadOnly(copy.file), copy };
  } catch (thrown) {
    copy.remove();
    throw thrown;
  }
}

function refusal(dataDir: string, { code, message }: AppError): AppError {
  const [why, remedy] =
    code === 'storageFull'
      ? ['its disk was full when it was opened', 'free some space']
      : ['it was not writable when it was opened', 'make it writable'];
  return new AppError(
    code,
    `nothing was changed: the data folder ${dataDir} is open read-only, because ${why}; ${remedy}, then try again`,
    { details: { opening: message } },
  );
}
