import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, formatBytes } from '#api';

/** Additional bytes that the write-ahead log may take. */
const logBytes = 16 * 1024 * 1024;

/**
 * Throws AppError storageFull if the disk has no room for that many more bytes in a database. Call it before writing the first byte,
 * because on a full disk nothing can be deleted either.
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

/** The space in a folder available to the user, in bytes; null if unknown. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
