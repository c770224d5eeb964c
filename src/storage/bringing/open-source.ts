import { closeSync, openSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, type ImportChoice } from '#api';
import type { Migration } from '../migrations.ts';
import type { Staged } from './plan-import.ts';
import { settleLiveRuns } from './settle-live-runs.ts';
import { openStagedDatabase } from './staged-database.ts';
import type { StagedFile } from './staging.ts';

export interface SourceOptions {
  /** Where what is made of the files may stand. */
  readonly folder: string;
  readonly source: string;
  readonly metrics: ImportChoice['metrics'];
  readonly migrations: readonly Migration[];
}

const sqliteMagic = 'SQLite format 3\0';
const logSuffix = '-wal';

/** Makes a staged database of the files of an import, by what is in them. Throws invalidInput when they are nothing that can be imported. */
export function openSource(files: readonly StagedFile[], options: SourceOptions): Staged {
  const [first] = files;
  if (first === undefined) throw new AppError('invalidInput', 'no file arrived; choose what to import again');
  const database = files.find(({ file }) => headOf(file, sqliteMagic.length) === sqliteMagic);
  if (database !== undefined) return openDatabase(database, files, options);
  throw new AppError(
    'invalidInput',
    `${first.name} is nothing that can be imported; allowed: a Lambdascope database`,
  );
}

/** One with its log, where that came along: what was recorded last may stand only there. */
function openDatabase(database: StagedFile, files: readonly StagedFile[], options: SourceOptions): Staged {
  const file = join(options.folder, 'database');
  renameSync(database.file, file);
  const log = files.find(({ name }) => name === `${database.name}${logSuffix}`);
  if (log !== undefined && log.sizeBytes > 0) renameSync(log.file, `${file}${logSuffix}`);
  const db = openStagedDatabase(file, options.source, options.migrations);
  settleLiveRuns(db);
  return { kind: 'lambdascope', source: options.source, db, metrics: [], notes: [] };
}

function headOf(file: string, length: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(length);
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}
