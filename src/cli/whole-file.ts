import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#api';

/** Writes beside the file and renames when complete, so that an existing one is replaced whole or not at all. */
export async function writeWholeFile(file: string, chunks: AsyncIterable<string>): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  try {
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
