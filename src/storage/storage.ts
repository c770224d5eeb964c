import type { ErrorCode, HostKind } from '#api';
import { guardFile } from './file-guard.ts';
import { checkBeforeWrites } from './guarded-writes.ts';
import { loadMigrations, type Migration } from './migrations.ts';
import { checkDatabaseFile, openDatabase, prepareFolder } from './open-database.ts';
import { ignoreSteps, type StepListener } from './opening-step.ts';
import { acquireHostLock, acquireOpeningLock } from './process-lock.ts';
import { canOnlyBeRead, openReadOnlyStorage } from './read-only-storage.ts';
import { randomId } from './random-id.ts';
import { createSessionLog } from './sessions.ts';
import { translateErrors, isBusy, withStorageErrors } from './sqlite-errors.ts';
import { createStorageMethods } from './storage-methods.ts';

export interface StorageOptions {
  /** Folder of the database; created if missing. */
  readonly dataDir: string;
  readonly appVersion: string;
  readonly engineVersion: string;
  readonly host: HostKind;
  /** True for a host (desktop, serve), of which a folder can have at most one. */
  readonly exclusive: boolean;
  /** The session to continue, whose thread died and is replaced by this one. By default a new session starts. */
  readonly session?: string | undefined;
}

/** How long the last statement, which is not retried, waits for another process to finish writing, in milliseconds. */
const closingTimeoutMs = 5000;

export interface StorageIdentity {
  /** Path of the database. */
  readonly file: string;
  readonly session: string;
  /** Error code of the problem that keeps the folder from being written; null if there is none. */
  readonly readOnly: ErrorCode | null;
}

/** A process's one writing connection to a folder's database, with its locks. Every failure is an AppError. */
export type Storage = ReturnType<typeof open>;

/**
 * Opens the database in a folder: locks, checks, backs up and migrates as needed. On failure throws an AppError (folderNotWritable,
 * hostAlreadyRunning, notADatabase, databaseTooNew, storageFull, storageBusy, conflict, storage) and leaves the database as it was. A
 * folder that is not writable is opened read-only. `onStep` receives the slow steps.
 */
export function openStorage(
  options: StorageOptions,
  migrations: readonly Migration[] = loadMigrations(),
  onStep: StepListener = ignoreSteps,
): Storage {
  try {
    return withStorageErrors(() => {
      const undo: (() => void)[] = [];
      try {
        return open(options, migrations, onStep, (action) => undo.unshift(action));
      } catch (thrown) {
        for (const action of undo) action();
        throw thrown;
      }
    });
  } catch (thrown) {
    if (isBusy(thrown)) onStep({ kind: 'waiting', for: 'database' });
    if (!canOnlyBeRead(options.dataDir, thrown)) throw thrown;
    return openReadOnlyStorage(options.dataDir, migrations, thrown);
  }
}

function open(
  options: StorageOptions,
  migrations: readonly Migration[],
  onStep: StepListener,
  onFailure: (undo: () => void) => void,
) {
  const { dataDir, host, appVersion, engineVersion, exclusive } = options;
  prepareFolder(dataDir);
  checkDatabaseFile(dataDir, migrations);
  const hostLock = exclusive ? acquireHostLock(dataDir) : null;
  onFailure(() => hostLock?.release());

  const openingLock = acquireOpeningLock(dataDir, (holder) =>
    onStep({ kind: 'waiting', for: 'process', ...holder }),
  );
  onFailure(() => openingLock.release());
  const { db, locks, crashed } = openDatabase(dataDir, migrations, onStep);
  onFailure(() => db.close());
  const { session = randomId() } = options;
  const sessionLock = locks.acquire(session);
  onFailure(() => sessionLock.release());
  const sessionLog = createSessionLog(db, locks);
  if (options.session === undefined) sessionLog.open(session, host, appVersion);
  sessionLog.closeCrashed(crashed.filter((other) => other !== session));
  openingLock.release();

  const platform = `${process.platform}-${process.arch}`;
  const origin = { session, appVersion, engineVersion, platform, host };
  const methods = createStorageMethods(db, { origin, takesQueue: exclusive, locks });
  return {
    ...translateErrors(checkBeforeWrites(methods, guardFile(db.name))),
    /** Identifies the open database to the parts that work beside it. */
    identity: (): StorageIdentity => ({ file: db.name, session, readOnly: null }),
    /** Releases the locks. */
    close(): void {
      db.pragma(`busy_timeout = ${closingTimeoutMs}`);
      try {
        sessionLog.close(session);
      } catch {
        // On a full disk: the session then counts as crashed, and the next start checks the database.
      }
      db.close();
      sessionLock.release();
      hostLock?.release();
    },
  };
}
