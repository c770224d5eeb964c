import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { AppError, formatBytes, type CompactedDatabase } from '#api';
import type { Connection } from './connection.ts';
import { freeBytes } from './free-space.ts';
import { acquireOpeningLock } from './process-lock.ts';

/** Bytes that can still be written in the folder; null if unknown. */
export type FreeSpaceOf = (folder: string) => number | null;

/**
 * Returns free space inside the file to the disk. SQLite rewrites the file, first into a temporary file, then through the write-ahead log,
 * so it stays intact if the process dies.
 */
export function createCompaction(db: Connection, freeSpaceOf: FreeSpaceOf = freeBytes) {
  const countLive = db
    .prepare<[], number>(`SELECT count(*) FROM runs WHERE status IN ('queued', 'running')`)
    .pluck();
  const countUnfinished = db
    .prepare<[], number>(`SELECT count(*) FROM data_tables WHERE unfinished_by IS NOT NULL`)
    .pluck();
  const countDeleted = db
    .prepare<[], number>(`SELECT count(*) FROM runs WHERE deleted_at IS NOT NULL AND trashed_at IS NOT NULL`)
    .pluck();
  const pageBytes = (of: 'page_count' | 'freelist_count'): number =>
    (db.pragma(of, { simple: true }) as number) * (db.pragma('page_size', { simple: true }) as number);

  /** Other processes could not record anything for as long as it takes. */
  function requireIdle(): void {
    const live = countLive.get()!;
    if (live > 0) {
      const who = live === 1 ? '1 run is training or waiting' : `${live} runs are training or waiting`;
      throw new AppError(
        'conflict',
        `${who}, and nothing can be recorded while the database is compacted; compact when all runs have ended`,
      );
    }
    if (countUnfinished.get()! > 0) {
      throw new AppError(
        'conflict',
        'a table is currently being imported or deleted; compact in a moment, when that is done',
      );
    }
    const deleted = countDeleted.get()!;
    if (deleted === 0) return;
    const what = deleted === 1 ? '1 deleted run is' : `${deleted} deleted runs are`;
    throw new AppError(
      'conflict',
      `${what} still being removed from the database; compact in a moment, when that is done`,
    );
  }

  function requireSpace(neededBytes: number): void {
    const folder = dirname(db.name);
    const temporary = temporaryFolder();
    const isOneDisk = statSync(folder).dev === statSync(temporary).dev;
    const needs = isOneDisk
      ? [[folder, 2 * neededBytes] as const]
      : [[folder, neededBytes] as const, [temporary, neededBytes] as const];
    for (const [place, bytes] of needs) {
      const free = freeSpaceOf(place);
      if (free === null || free >= bytes) continue;
      throw new AppError(
        'storageFull',
        `compacting temporarily needs ${formatBytes(bytes)} on the disk of ${place}, and ${formatBytes(free)} is free; ` +
          'free some space, then try again',
      );
    }
  }

  return {
    /** Unused bytes inside the file: the least that compacting would free. */
    freeBytes: (): number => pageBytes('freelist_count'),
    /**
     * Takes about a second per 100 MB, during which nothing else can be written. Throws conflict while runs train or something is being
     * deleted or imported, and storageFull where there is no room for it.
     */
    compact(): CompactedDatabase {
      // A process that opens the database meanwhile waits longer for this lock than for SQLite's.
      const lock = acquireOpeningLock(dirname(db.name));
      try {
        requireIdle();
        requireSpace(pageBytes('page_count') - pageBytes('freelist_count'));
        const before = databaseBytes(db.name);
        db.exec('VACUUM');
        db.pragma('wal_checkpoint(TRUNCATE)');
        const after = databaseBytes(db.name);
        return { sizeBytes: after, freedBytes: Math.max(0, before - after) };
      } finally {
        lock.release();
      }
    },
  };
}

/** Size in bytes of a database including its write-ahead log. */
export function databaseBytes(file: string): number {
  return fileBytes(file) + fileBytes(`${file}-wal`);
}

function fileBytes(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

/** Where SQLite puts its temporary files: the first of these folders that is writable. */
function temporaryFolder(): string {
  if (process.platform === 'win32') return tmpdir();
  const { SQLITE_TMPDIR, TMPDIR } = process.env;
  // oxlint-disable-next-line own/portable -- SQLite's own list
  const places = [SQLITE_TMPDIR, TMPDIR, '/var/tmp', '/usr/tmp', '/tmp'];
  return places.find((place) => place !== undefined && isWritable(place)) ?? '.';
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}
