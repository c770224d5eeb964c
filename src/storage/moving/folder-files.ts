import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFileName } from '../database-file-name.ts';
import { movedNoteName } from './moving-notes.ts';

/** A file of a data folder. */
export interface FolderFile {
  /** Relative to the folder. */
  readonly name: string;
  readonly bytes: number;
}

const logName = `${databaseFileName}-wal`;
const backups = 'backups';
export const logsFolderName = 'logs';

/** What makes up a history: the database, what its write-ahead log holds, and the backups of older versions. */
export function historyFiles(dataDir: string): FolderFile[] {
  const names = [databaseFileName, logName, ...namesIn(dataDir, backups)];
  return names.flatMap((name) => {
    const found = statSync(join(dataDir, name), { throwIfNoEntry: false });
    return found?.isFile() && (name !== logName || found.size > 0) ? [{ name, bytes: found.size }] : [];
  });
}

/** All files of its log, relative to the folder. */
export function logFiles(dataDir: string): string[] {
  return namesIn(dataDir, logsFolderName);
}

/** Deletes what belongs to a history and is not in `kept`: a write-ahead log beside another database would break it. */
export function deleteHistoryFiles(dataDir: string, kept: readonly FolderFile[] = []): void {
  const names = [databaseFileName, logName, `${databaseFileName}-shm`, ...namesIn(dataDir, backups)];
  for (const name of names) {
    if (!kept.some((file) => file.name === name)) rmSync(join(dataDir, name), { force: true });
  }
}

/**
 * What Lambdascope has made in a folder, for who takes it away: files and folders that are there, relative to it, the database first.
 * With the note that the history was moved, if that is to go, too.
 */
export function ownEntries(dataDir: string, withNote: boolean): string[] {
  const there = new Set(namesIn(dataDir));
  const names = [
    ...[databaseFileName, logName, `${databaseFileName}-shm`, backups, logsFolderName],
    ...['sessions', 'host.lock', 'host.pid', 'opening.lock'],
    ...(withNote ? [movedNoteName] : []),
  ];
  return names.filter((name) => there.has(name));
}

function namesIn(dataDir: string, folder = ''): string[] {
  try {
    return readdirSync(join(dataDir, folder)).map((name) => (folder === '' ? name : `${folder}/${name}`));
  } catch {
    return []; // there is no such folder
  }
}
