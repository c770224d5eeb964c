import { createWriteStream } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#api';
import type { PreparedFile } from '#app';

/** Writes beside the file and renames when complete, so that an existing one is replaced whole or not at all. */
export async function writeWholeFile(file: string, chunks: PreparedFile['chunks']): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  try {
    await removeStale(file);
    await pipeline(chunks, createWriteStream(partial, { flags: 'wx' }));
    await rename(partial, file);
  } catch (thrown) {
    await rm(partial, { force: true });
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('invalidInput', `--out: ${file} cannot be written: ${(thrown as Error).message}`, {
      cause: thrown,
    });
  }
}

/** What earlier exports to this file left that were killed half-way. */
async function removeStale(file: string): Promise<void> {
  const [folder, name] = [dirname(file), basename(file)];
  for (const entry of await readdir(folder)) {
    const pid = entry.startsWith(`${name}.`)
      ? /^(\d+)\.partial$/.exec(entry.slice(name.length + 1))?.[1]
      : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, entry), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'; // it is somebody else's
  }
}
