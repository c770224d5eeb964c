import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFileName } from './connection.ts';

/** Permissions of group and others. */
const foreignBits = 0o077;
/** Names of what we keep in a data folder. A folder with anything else in it is the user's to share. */
const ours =
  /^(lambdascope\.|host\.|opening\.|sessions$|backups$|imports$|logs$|moved-to\.txt$|copy-in-progress\.json$|\.probe-)/;

/**
 * Creates the data folder if missing, accessible only to its owner; a folder with nothing but our files, as older versions created it, is
 * closed to others.
 */
export function makePrivateFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (readdirSync(dataDir).every((name) => ours.test(name))) closeToOthers(dataDir);
}

/** The same for the database, whose mode SQLite also gives to its log. Creates an empty file if there is none. */
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
    // FAT and exFAT disks have no permissions.
    if ((thrown as NodeJS.ErrnoException).code !== 'EPERM') throw thrown;
  }
}
