import { closeSync, openSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, type ImportChoice } from '#api';
import type { Migration } from '../migrations.ts';
import { openExportedTables } from './csv/csv-source.ts';
import { epochKey } from './csv/epoch-records.ts';
import { runKey } from './csv/run-records.ts';
import type { Staged } from './plan-import.ts';
import type { Stoppable } from './read-pieces.ts';
import { settleLiveRuns } from './settle-live-runs.ts';
import { openStagedDatabase } from './staged-database.ts';
import type { StagedFile } from './staging.ts';

export interface SourceOptions {
  /** Where what is made of the files may stand. */
  readonly folder: string;
  readonly source: string;
  readonly metrics: ImportChoice['metrics'];
  readonly migrations: readonly Migration[];
  readonly stoppable: Stoppable;
}

const sqliteMagic = 'SQLite format 3\0';
const logSuffix = '-wal';
/** A header of thousands of columns fits. */
const headBytes = 256 * 1024;

/** Makes a staged database of the files of an import, by what is in them. Throws invalidInput when they are nothing that can be imported. */
export async function openSource(files: readonly StagedFile[], options: SourceOptions): Promise<Staged> {
  const [first] = files;
  if (first === undefined) throw new AppError('invalidInput', 'no file arrived; choose what to import again');
  const headed = files.map((file) => ({ ...file, head: headOf(file.file) }));
  const database = headed.find(({ head }) => head.startsWith(sqliteMagic));
  if (database !== undefined) return openDatabase(database, files, options);

  const having = (columns: readonly string[]) => headed.filter(({ head }) => hasColumns(head, columns));
  const [runs, ...otherRuns] = having(runKey);
  const epochs = having(epochKey);
  if (runs !== undefined) {
    const others = [...otherRuns, ...headed.filter((file) => file !== runs && !epochs.includes(file))];
    if (others.length > 0) {
      throw new AppError(
        'invalidInput',
        `${others[0]!.name} does not belong to ${runs.name}; import it by itself`,
      );
    }
    return openExportedTables({ runs, epochs }, options);
  }
  if (epochs.length > 0) {
    throw new AppError('invalidInput', `${epochs[0]!.name} has epochs alone; choose its runs.csv with it`);
  }
  throw new AppError(
    'invalidInput',
    `${first.name} is nothing that can be imported; allowed: a Lambdascope database, or runs.csv and epochs.csv`,
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

/** The beginning of a file, a character a byte. */
function headOf(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(headBytes);
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, headBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a file begins with a line of names that has all of these among its columns. */
function hasColumns(head: string, columns: readonly string[]): boolean {
  const [line] = head.split(/[\r\n]/, 1);
  const names = new Set(line!.split(',').map((name) => name.replaceAll(/^(ï»¿)?"?|"$/g, '')));
  return columns.every((column) => names.has(column));
}
