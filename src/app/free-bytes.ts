import { statfs } from 'node:fs/promises';
import { AppError } from '#api';

/** Free bytes on the disk of the data folder. Throws AppError storage if the folder is gone. */
export async function freeBytes(dataDir: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    return bavail * bsize;
  } catch (cause) {
    const message =
      'the data folder cannot be read; it may have been moved or deleted: put it back, or restart Lambdascope';
    throw new AppError('storage', message, { cause });
  }
}
