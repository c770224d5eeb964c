import { randomBytes } from 'node:crypto';
import { createWriteStream, type BigIntStats } from 'node:fs';
import { readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, cutText } from '#api';
import { ownEntries } from '#storage';
import type { PreparedFile } from './export-tickets.ts';

export interface ExportFileOptions {
  /** The data folder: no export may replace files of the history. */
  readonly dataDir: string;
  /** Stops the export; nothing is left of it then. */
  readonly signal?: AbortSignal;
}

/**
 * Writes `chunks` to `path` as they arrive. The file appears under its name only once it is complete and on disk; on failure nothing is
 * left, and an older file stays. Pipes and devices are written to directly. Throws AppError: invalidInput for a path that cannot be a file,
 * storageFull, folderNotWritable, conflict when stopped.
 */
export async function writeExportFile(
  path: string,
  chunks: PreparedFile['chunks'],
  { dataDir, signal }: ExportFileOptions,
): Promise<void> {
  try {
    const existing = await statOf(path);
    if (existing?.isDirectory()) throw new AppError('invalidInput', `cannot write ${path}: it is a folder`);
    const whole = signal ? { signal } : {};
    if (existing && !existing.isFile()) return await pipeline(chunks, createWriteStream(path), whole);
    await requireOutsideHistory(path, existing, dataDir);
    const file = existing ? await realpath(path) : path;
    await removeStale(file);
    const partial = `${beginningOf(file)}.${process.pid}-${randomBytes(4).toString('hex')}.partial`;
    const mode = existing ? Number(existing.mode) & 0o777 : 0o666;
    try {
      await pipeline(chunks, createWriteStream(partial, { flags: 'wx', mode, flush: true }), whole);
      await rename(partial, file);
    } catch (thrown) {
      await rm(partial, { force: true }).catch(() => undefined); // the first failure is the one to report
      throw thrown;
    }
  } catch (thrown) {
    if (signal?.aborted) throw new AppError('conflict', `stopped; ${path} was not written`);
    throw asAppError(thrown, path);
  }
}

/** null if it does not exist. */
function statOf(path: string): Promise<BigIntStats | null> {
  return stat(path, { bigint: true }).catch(() => null);
}

/** Compares identities, because a file can have several names; anything in a folder of the history belongs to it. */
async function requireOutsideHistory(
  path: string,
  existing: BigIntStats | null,
  dataDir: string,
): Promise<void> {
  const folder = await statOf(dirname(path));
  for (const name of ownEntries(dataDir, true)) {
    const own = await statOf(join(dataDir, name));
    if (!own || !(isSame(own, existing) || isSame(own, folder))) continue;
    throw new AppError(
      'invalidInput',
      `cannot write ${path}: it belongs to the history in ${dataDir}; choose another name`,
    );
  }
}

function isSame(one: BigIntStats, other: BigIntStats | null): boolean {
  return one.ino === other?.ino && one.dev === other.dev;
}

/** The first 60 characters of the name, at most 180 bytes: a name of maximum length would leave no room for a suffix. */
function beginningOf(file: string): string {
  return join(dirname(file), cutText(basename(file), 60));
}

/** Removes what earlier exports to this file left when they were killed half-way. */
async function removeStale(file: string): Promise<void> {
  const folder = dirname(file);
  const beginning = `${basename(beginningOf(file))}.`;
  for (const entry of await readdir(folder)) {
    const pid = entry.startsWith(beginning)
      ? /^(\d+)-[0-9a-f]{8}\.partial$/.exec(entry.slice(beginning.length))?.[1]
      : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, entry), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'; // it belongs to another user
  }
}

function asAppError(thrown: unknown, path: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const told = { cause: thrown };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'storageFull',
      `not enough disk space for ${path}; free some space or choose another disk`,
      told,
    );
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return new AppError(
      'folderNotWritable',
      `cannot write ${path}: ${dirname(path)} is not writable (${code}); choose another folder`,
      told,
    );
  }
  const reason = reasons[code];
  if (reason === undefined) return AppError.from(thrown);
  return new AppError('invalidInput', `cannot write ${path}: ${reason(dirname(path))}`, told);
}

const reasons: Readonly<Record<string, (folder: string) => string>> = {
  ENOENT: (folder) => `there is no folder ${folder}`,
  ENOTDIR: (folder) => `${folder} is not a folder`,
  ENAMETOOLONG: () => 'the name is too long; most systems allow 255 bytes',
};
