import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#api';
import { requireSpace } from '../free-space.ts';

/** Maximum number of files in one import: a folder of logs has thousands. */
const maxFiles = 20_000;

/** A file that arrived completely. */
export interface StagedFile {
  /** Its original name; never used as a path. */
  readonly name: string;
  readonly file: string;
  readonly sizeBytes: number;
}

export type Staging = ReturnType<typeof createStaging>;

/** The folder beside a database that holds the files of imports. */
export function stagingFolder(databaseFile: string): string {
  return join(dirname(databaseFile), 'imports');
}

/** Path of the database that an import brings, or that is made from its files. */
export function stagedDatabase(databaseFile: string, key: string): string {
  return join(stagingFolder(databaseFile), key, 'database');
}

/** Receives the files of an import into a folder of their own, named by number. */
export function createStaging(databaseFile: string, key: string) {
  const folder = join(stagingFolder(databaseFile), key);
  const files = new Map<string, { readonly file: string; sizeBytes: number }>();
  let current: { readonly name: string; readonly descriptor: number } | null = null;
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  function closeCurrent(): void {
    if (current !== null) closeSync(current.descriptor);
    current = null;
  }

  function open(name: string): void {
    closeCurrent();
    if (files.has(name))
      throw new AppError('invalidInput', `${name} arrived twice, or interleaved with others`);
    if (files.size === maxFiles) {
      throw new AppError('invalidInput', `more than ${maxFiles} files; import them in several parts`);
    }
    const file = join(folder, String(files.size));
    current = { name, descriptor: openSync(file, 'wx', 0o600) };
    files.set(name, { file, sizeBytes: 0 });
  }

  return {
    folder,
    /** Appends to the file of this name; a new name ends the previous file. */
    push(name: string, bytes: Uint8Array): void {
      if (current?.name !== name) open(name);
      const staged = files.get(name)!;
      requireSpace(databaseFile, name, bytes.length);
      for (let written = 0; written < bytes.length;) {
        written += writeSync(current!.descriptor, bytes, written);
      }
      staged.sizeBytes += bytes.length;
    },
    /** Everything that arrived. */
    finish(): StagedFile[] {
      closeCurrent();
      return [...files].map(([name, staged]) => ({ name, ...staged }));
    },
    remove(): void {
      closeCurrent();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Removes the leftovers of imports whose session is gone. Folders are named by session, a dash and a number. */
export function removeStagingLeftovers(databaseFile: string, isAlive: (session: string) => boolean): void {
  const folder = stagingFolder(databaseFile);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return; // no import yet
  }
  for (const name of names) {
    if (isAlive(name.split('-')[0]!)) continue;
    rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 10 });
  }
}
