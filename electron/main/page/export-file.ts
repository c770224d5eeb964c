import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { AppError } from '#api';
import type { PreparedFile } from '#app';

/**
 * Writes `chunks` to `path` as they come. The file appears under its name only when it is whole and on the disk;
 * on failure nothing is left. Throws AppError storageFull or folderNotWritable.
 */
export async function writeExportFile(path: string, chunks: PreparedFile['chunks']): Promise<void> {
  const partial = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    const file = await open(partial, 'wx');
    try {
      for await (const chunk of chunks) await file.appendFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (thrown) {
    await rm(partial, { force: true }).catch(() => undefined); // the first failure is the one to tell
    throw asAppError(thrown, path);
  }
}

function asAppError(thrown: unknown, path: string): AppError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('storageFull', `no room for ${path}; free some space or choose another disk`, {
      cause: thrown,
    });
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR'].includes(code)) {
    const message = `cannot write ${path} (${code}); choose another folder`;
    return new AppError('folderNotWritable', message, { cause: thrown });
  }
  return AppError.from(thrown);
}
