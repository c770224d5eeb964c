import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Connection } from './connection.ts';
import { ignoreSteps, type StepListener } from './opening-step.ts';
import { syncToDisk } from './sync-to-disk.ts';

/** How many copies are kept; older ones are deleted. */
const keptCopies = 3;

const namePattern = /^lambdascope-version-(\d+)-(.+)\.sqlite3$/;

/**
 * Copies a database into the `backups` folder beside it and returns the copy's path. The copy gets its final name only once all of it is on
 * disk, so under that name it is either complete or absent. The name identifies the state it holds, so repeatedly failing starts make only
 * one copy. Copies beyond the newest few are deleted.
 */
export function backUp(db: Connection, version: number, onStep: StepListener = ignoreSteps): string {
  const folder = backupFolder(dirname(db.name));
  db.pragma('wal_checkpoint(TRUNCATE)'); // makes the file's time that of its last change
  const time = new Date(lastChangeMs(db.name)).toISOString().replaceAll(/[:.]/g, '-');
  const name = `lambdascope-version-${version}-${time}.sqlite3`;
  const copy = join(folder, name);
  if (existsSync(copy)) return copy;

  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const partial = `${copy}.partial`;
  onStep({ kind: 'backingUp', copy: partial, sizeBytes: usedBytes(db) });
  try {
    db.prepare('VACUUM INTO ?').run(partial);
    syncToDisk(partial);
    renameSync(partial, copy);
    syncToDisk(folder);
  } catch (thrown) {
    rmSync(partial, { force: true });
    throw thrown;
  }
  for (const old of olderCopies(folder, name)) rmSync(join(folder, old), { force: true });
  return copy;
}

/** Deletes the partial copy that a dead process left behind. The caller holds the opening lock. */
export function removePartialBackups(dataDir: string): void {
  const folder = backupFolder(dataDir);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.includes('.sqlite3.partial')) rmSync(join(folder, name), { force: true });
  }
}

/** Path of the newest copy that this version can open (its schema is at most `newestVersion`); null if there is none. */
export function newestBackup(dataDir: string, newestVersion: number): string | null {
  const folder = backupFolder(dataDir);
  if (!existsSync(folder)) return null;
  const [newest] = copiesIn(folder).filter(({ version }) => version <= newestVersion);
  return newest === undefined ? null : join(folder, newest.name);
}

/** Size in bytes of a copy, which has no free pages. */
function usedBytes(db: Connection): number {
  const [pages, free, bytes] = ['page_count', 'freelist_count', 'page_size'].map(
    (name) => db.pragma(name, { simple: true }) as number,
  ) as [number, number, number];
  return (pages - free) * bytes;
}

function backupFolder(dataDir: string): string {
  return join(dataDir, 'backups');
}

function lastChangeMs(file: string): number {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  const changed = statSync(file).mtimeMs;
  return log === undefined || log.size === 0 ? changed : Math.max(changed, log.mtimeMs);
}

/** Our copies in excess of the limit, given that `newest` is kept. Nothing else in the folder is touched. */
function olderCopies(folder: string, newest: string): string[] {
  return copiesIn(folder)
    .map(({ name }) => name)
    .filter((name) => name !== newest)
    .slice(keptCopies - 1);
}

/** Our copies, newest first. */
function copiesIn(folder: string): { readonly name: string; readonly version: number }[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const match = namePattern.exec(name);
      return match === null ? [] : [{ name, version: Number(match[1]), time: match[2]! }];
    })
    .sort((a, b) => b.version - a.version || (a.time < b.time ? 1 : -1));
}
