import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, formatBytes } from '#api';

/** What the write-ahead log may take besides, in bytes. */
const logBytes = 16 * 1024 * 1024;

/**
 * Throws AppError storageFull when a disk has no room for so many more bytes of a database: looked at before the first of them is
 * written, because on a disk that is full nothing can be deleted either.
 */
export function requireSpace(databaseFile: string, what: string, bytes: number): void {
  const free = freeBytes(dirname(databaseFile));
  const needed = bytes + logBytes;
  if (free === null || free >= needed) return;
  throw new AppError(
    'storageFull',
    `${what} needs about ${formatBytes(needed)} in ${dirname(databaseFile)}, and ${formatBytes(free)} is free; ` +
      'nothing was stored: free some space, then try again',
    { details: { needed, free } },
  );
}

/** What a user may still write into a folder, in bytes; null where that cannot be told. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
