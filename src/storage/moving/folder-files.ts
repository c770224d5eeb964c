import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFileName } from '../database-file-name.ts';
import { movedNoteName } from './moving-notes.ts';

/** A file in a data folder. */
export interface FolderFile {
  /** Relative to the folder. */
  readonly name: string;
  readonly bytes: number;
}

const logName = `${databaseFileName}-wal`;
const backups = 'backups';
export const logsFolderName = 'logs';

/** The files that make up a history: the database, its write-ahead log, and the backups of older versions. */
export function historyFiles(dataDir: string): FolderFile[] {
  const names = [databaseFileName, logName, ...namesIn(dataDir, backups)];
  return names.flatMap((name) => {
    const found = statSync(join(dataDir, name), { throwIfNoEntry: false });
    return found?.isFile() && (name !== logName || found.size > 0) ? [{ name, bytes: found.size }] : [];
  });
}

/** All log files, relative to the folder. */
export function logFiles(dataDir: string): string[] {
  return namesIn(dataDir, logsFolderName);
}

/** Deletes files of a history that are not in `kept`: a write-ahead log beside a different database would corrupt it. */
export function deleteHistoryFiles(dataDir: string, kept: readonly FolderFile[] = []): void {
  const names = [databaseFileName, logName, `${databaseFileName}-shm`, ...namesIn(dataDir, backups)];
  for (const name of names) {
    if (!kept.some((file) => file.name === name)) rmSync(join(dataDir, name), { force: true });
  }
}

/**
 * What Lambdascope created in a folder, for removal: existing files and folders, relative to it, the database first. Includes the note that
 * the history was moved if `withNote`.
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
