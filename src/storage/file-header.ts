import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { AppError } from '#api';
import { newestBackup } from './backups.ts';

/** Application id that marks a SQLite file as ours: "LAMB". */
export const applicationId = 0x4c414d42;

const magic = 'SQLite format 3\0';
const headerBytes = 100;

/**
 * Rejects a file that is not a Lambdascope database, or that a newer version wrote, by its first 100 bytes. SQLite itself is not asked,
 * because opening a database may already write to its files. Source: SQLite's "Database File Format" 1.3.
 */
export function checkFileHeader(file: string, newestVersion: number): void {
  const header = readHeader(file);
  if (header === null || header.length === 0) return; // SQLite treats an empty file as a new database
  if (header.length < headerBytes || header.toString('latin1', 0, magic.length) !== magic) {
    throw new AppError(
      'notADatabase',
      `${file} is not an SQLite database; move it away or choose another folder with --data-dir`,
    );
  }
  checkIdentity(file, header.readUInt32BE(68), header.readUInt32BE(60), newestVersion);
}

/** The same checks on values read by SQLite, which also sees what is still in the write-ahead log. */
export function checkIdentity(file: string, id: number, version: number, newestVersion: number): void {
  if (id !== applicationId && (id !== 0 || version !== 0)) {
    throw new AppError(
      'notADatabase',
      `${file} is another program's database; move it away or choose another folder with --data-dir`,
    );
  }
  if (version > newestVersion) throw tooNew(file, version, newestVersion);
}

function tooNew(file: string, version: number, newestVersion: number): AppError {
  const backup = newestBackup(dirname(file), newestVersion);
  const found = `${file} was written by a newer Lambdascope (schema ${version}; this version supports up to ${newestVersion})`;
  const ways = 'update Lambdascope or choose another folder with --data-dir';
  // A write-ahead log left beside the copy would be taken for its own.
  const wayBack =
    backup === null
      ? ''
      : `; ${backup} is a copy from before the update, without anything recorded since: to go back to it, move ` +
        `${basename(file)} and the files ${basename(file)}-wal and -shm, if there are any, out of the folder, ` +
        'and put the copy there under that name';
  return new AppError('databaseTooNew', `${found}; it was left untouched: ${ways}${wayBack}`, {
    details: { found: version, known: newestVersion, backup },
  });
}

function readHeader(file: string): Buffer | null {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isFile()) {
    throw new AppError(
      'notADatabase',
      `${file} is ${kindOf(found)}, not a file; move it away or choose another folder with --data-dir`,
    );
  }
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(headerBytes);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, headerBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Opening any of these may block, or never end. */
function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a pipe';
  return found.isSocket() ? 'a socket' : 'a device';
}
