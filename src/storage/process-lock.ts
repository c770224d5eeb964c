import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '#api';
import { now } from './clock.ts';

/**
 * A lock between processes: an empty SQLite file with an exclusive transaction kept open. The operating system frees it however the process
 * dies, so a lock is never stale. Never read such a file by other means: closing it would drop the process's own lock.
 */
export interface ProcessLock {
  release(): void;
}

/** How long to wait for a process that, like this one, briefly takes a lock only to ask whether a session is alive, in milliseconds. */
const askingMs = 25;

/** How long an opening waits for another one, in milliseconds. */
const openingMs = 60_000;
/** How long each attempt waits, in milliseconds: a call into SQLite cannot be interrupted. */
const sliceMs = 100;

/** Takes the lock, waiting at most `waitMs` for its holder; null if it is still held then. */
export function acquireLock(file: string, waitMs = 0): ProcessLock | null {
  return lockDatabase(new Database(file, { timeout: waitMs }));
}

function lockDatabase(db: Database.Database): ProcessLock | null {
  try {
    db.pragma('journal_mode = MEMORY'); // no journal file beside the lock
    db.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    db.close();
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) return null;
    throw thrown;
  }
  return { release: () => void db.close() };
}

/** The lock of the single host (desktop or serve) that a data folder may have. */
export function acquireHostLock(dataDir: string): ProcessLock {
  const { file, pidFile } = lockFiles(dataDir, 'host');
  const lock = acquireLock(file);
  if (lock !== null) return withPidFile(lock, pidFile);
  const { pid } = readHolder(pidFile);
  const who = pid === null ? 'another Lambdascope' : `another Lambdascope (process ${pid})`;
  throw new AppError(
    'hostAlreadyRunning',
    `${who} is already open on ${dataDir}; use that one, close it, or choose another folder with --data-dir`,
    { details: { pid } },
  );
}

/** Who holds a lock, and since when (ISO time), as far as its file says. */
export interface LockHolder {
  readonly pid: number | null;
  readonly since: string | null;
}

/**
 * Held while a database is opened, so that only one process at a time checks, backs up and migrates. `onWait` is called once if another
 * process holds it for longer than a moment.
 */
export function acquireOpeningLock(dataDir: string, onWait?: (holder: LockHolder) => void): ProcessLock {
  const { file, pidFile } = lockFiles(dataDir, 'opening');
  const deadline = now() + openingMs;
  let isReported = false;
  for (;;) {
    const lock = acquireLock(file, sliceMs);
    if (lock !== null) return withPidFile(lock, pidFile);
    if (!isReported) onWait?.(readHolder(pidFile));
    isReported = true;
    if (now() < deadline) continue;
    throw new AppError(
      'storage',
      `another process has been opening ${dataDir} for a minute; try again later`,
    );
  }
}

/** The files stay when a lock is released: deleting one could let two processes hold locks on two files of the same name. */
function lockFiles(dataDir: string, name: 'host' | 'opening'): { file: string; pidFile: string } {
  return { file: join(dataDir, `${name}.lock`), pidFile: join(dataDir, `${name}.pid`) };
}

/** Names the holder of a lock to the processes that it keeps out. */
function withPidFile(lock: ProcessLock, pidFile: string): ProcessLock {
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch {
    // On a full disk: the file only names the holder.
  }
  return {
    release() {
      rmSync(pidFile, { force: true });
      lock.release();
    },
  };
}

function readHolder(pidFile: string): LockHolder {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10) || null;
    return { pid, since: statSync(pidFile).mtime.toISOString() };
  } catch {
    return { pid: null, since: null }; // the other process has only just begun, or is just ending
  }
}

/** The locks by which the processes of a data folder know which of them are alive. A session is one open store. */
export function createSessionLocks(dataDir: string) {
  const folder = join(dataDir, 'sessions');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (session: string): string => join(folder, `${session}.lock`);

  return {
    acquire(session: string): ProcessLock {
      const lock = acquireLock(fileOf(session));
      if (lock === null) throw new AppError('internal', `session ${session} exists already`);
      return {
        release() {
          // Deleted while it is held: session names are never reused.
          rmSync(fileOf(session), { force: true });
          lock.release();
        },
      };
    },

    isAlive(session: string): boolean {
      // A stored value may not be a session name, or may point to a file elsewhere.
      if (!/^\w+$/.test(session) || !existsSync(fileOf(session))) return false;
      const lock = acquireLock(fileOf(session), askingMs);
      lock?.release();
      return lock === null;
    },

    /** Sessions with a lock file: processes that are alive, and those that died without closing. */
    list: (): string[] => listSessions(folder),

    forget: (session: string): void => rmSync(fileOf(session), { force: true }),
  };
}

export type SessionLocks = ReturnType<typeof createSessionLocks>;

function listSessions(folder: string): string[] {
  return readdirSync(folder).flatMap((name) =>
    name.endsWith('.lock') ? [name.slice(0, -'.lock'.length)] : [],
  );
}
