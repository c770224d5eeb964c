import { constants, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AppError, formatBytes } from '#api';
import { freeBytes } from './free-space.ts';

/** A copy of a database in a folder of its own, which `remove` deletes. */
export interface ReadableCopy {
  readonly file: string;
  remove(): void;
}

/**
 * Copies a database, including what its write-ahead log holds, to a place where SQLite can create the files that it needs to read it.
 * Throws AppError storageFull if there is no room anywhere. Nobody may be writing to the database.
 */
export function copyToRead(file: string): ReadableCopy {
  const sources = [file, `${file}-wal`].filter((name) => sizeOf(name) > 0);
  const needed = 2 * sources.reduce((sum, name) => sum + sizeOf(name), 0); // opening it folds the log in
  const places = [...new Set([tmpdir(), ...(process.platform === 'linux' ? ['/dev/shm'] : [])])];
  const place = places.find((folder) => (freeBytes(folder) ?? 0) > needed);
  if (place === undefined) {
    throw new AppError(
      'storageFull',
      `to read ${file} without writing beside it, a copy of ${formatBytes(needed)} is needed, and none of ` +
        `${places.join(', ')} has room for it; free some space there, or set TMPDIR to a folder that has`,
    );
  }
  const folder = mkdtempSync(join(place, 'lambdascope-read-only-'));
  try {
    for (const source of sources) {
      copyFileSync(source, join(folder, basename(source)), constants.COPYFILE_FICLONE);
    }
  } catch (thrown) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    throw thrown;
  }
  return {
    file: join(folder, basename(file)),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
