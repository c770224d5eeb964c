import { statfsSync } from 'node:fs';
import { AppError } from '#api';

/** Bytes that the disk of the data folder has free. Throws AppError storage where the folder is gone. */
export function freeBytes(dataDir: string): number {
  try {
    const { bavail, bsize } = statfsSync(dataDir);
    return bavail * bsize;
  } catch (cause) {
    const message =
      'the data folder cannot be looked at; it may have been moved or deleted: put it back, or start again';
    throw new AppError('storage', message, { cause });
  }
}
