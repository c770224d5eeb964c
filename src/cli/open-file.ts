import { type FileHandle, open } from 'node:fs/promises';
import { UsageError } from './exit.ts';

const chunkBytes = 512 * 1024;

/** Opens a file named by the user. Throws UsageError. */
export async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (thrown) {
    throw unreadable(file, thrown);
  }
}

/** Throws UsageError if one of the files named by the user cannot be read; without it a data folder would be made first. */
export async function requireFiles(...files: readonly (string | undefined)[]): Promise<void> {
  for (const file of files) if (file !== undefined) await (await openFile(file)).close();
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'part of the path is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** The error for a file named by the user that cannot be read, from what the system threw; `option` is the option that named it, if any. */
export function unreadable(file: string, thrown: unknown, option?: string): UsageError {
  const { code = '', message } = thrown as NodeJS.ErrnoException;
  return new UsageError(
    `${option === undefined ? '' : `${option}: `}cannot read ${file}: ${reasons[code] ?? message}`,
  );
}

/** The bytes of a file, which must be the same at the end as at the beginning. Throws UsageError. */
export async function* unchanged(handle: FileHandle, file: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const before = await handle.stat();
  if (!before.isFile()) throw new UsageError(`${file} is not a file`);
  const stream = handle.createReadStream({ highWaterMark: chunkBytes, autoClose: false });
  for await (const chunk of stream) yield chunk as Uint8Array<ArrayBuffer>;
  const after = await handle.stat();
  if (after.size === before.size && after.mtimeMs === before.mtimeMs) return;
  throw new UsageError(
    `${file} changed while it was read; nothing was imported. Try again when it is complete`,
  );
}
