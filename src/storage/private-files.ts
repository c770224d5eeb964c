import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFileName } from './connection.ts';

/** Group and others. */
const foreignBits = 0o077;
/** What we keep in a data folder. A folder with anything else in it is the user's own to share. */
const ours =
  /^(lambdascope\.|host\.|opening\.|sessions$|backups$|imports$|logs$|moved-to\.txt$|copy-in-progress\.json$|\.probe-)/;

/**
 * Makes the data folder where there is none, for its owner alone; one that holds nothing but our files, as older versions made it, is
 * closed to others.
 */
export function makePrivateFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (readdirSync(dataDir).every((name) => ours.test(name))) closeToOthers(dataDir);
}

/** The same for the database, whose mode SQLite gives to its log. Makes an empty file where there is none. */
export function makePrivateDatabase(dataDir: string): void {
  const file = join(dataDir, databaseFileName);
  closeSync(openSync(file, 'a', 0o600));
  for (const path of [file, `${file}-wal`, `${file}-shm`]) closeToOthers(path);
}

function closeToOthers(path: string): void {
  const found: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.uid !== process.getuid?.()) return;
  if ((found.mode & foreignBits) === 0) return;
  try {
    chmodSync(path, found.mode & ~foreignBits & 0o7777);
  } catch (thrown) {
    // A disk formatted as FAT or exFAT knows no permissions.
    if ((thrown as NodeJS.ErrnoException).code !== 'EPERM') throw thrown;
  }
}
