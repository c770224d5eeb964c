import { closeSync, openSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, type ImportChoice } from '#api';
import type { Migration } from '../migrations.ts';
import { applicationId } from '../file-header.ts';
import { openExportedTables } from './csv/csv-source.ts';
import { epochKey } from './csv/epoch-records.ts';
import { runKey } from './csv/run-records.ts';
import { isMlflowFile, readMlflowDatabase, readMlflowFolder } from './foreign/mlflow-source.ts';
import { openForeign } from './foreign/open-foreign.ts';
import { isEventFile, readTensorBoard } from './foreign/tensorboard-source.ts';
import { isWandb, readWandb } from './foreign/wandb-source.ts';
import type { Staged } from './plan-import.ts';
import type { Reading } from './read-pieces.ts';
import { settleLiveRuns } from './settle-live-runs.ts';
import { openStagedDatabase } from './staged-database.ts';
import type { StagedFile } from './staging.ts';

export interface SourceOptions {
  /** Folder for what is made of the files. */
  readonly folder: string;
  readonly source: string;
  readonly metrics: ImportChoice['metrics'];
  readonly migrations: readonly Migration[];
  readonly reading: Reading;
  /** How many times these files were read before. */
  readonly attempt: number;
}

const sqliteMagic = 'SQLite format 3\0';
/** First bytes of files compressed with gzip, zip, bzip2, xz and zstd. */
const packedMagic = ['\x1f\x8b', 'PK\x03\x04', 'BZh', '\xfd7zXZ', '\x28\xb5\x2f\xfd'];
const logSuffix = '-wal';
/** Enough for a header of thousands of columns. */
const headBytes = 256 * 1024;

/** Makes a staged database from the files of an import, according to their content. Throws invalidInput if they cannot be imported. */
export async function openSource(files: readonly StagedFile[], options: SourceOptions): Promise<Staged> {
  const [first] = files;
  if (first === undefined) throw new AppError('invalidInput', 'no file arrived; choose what to import again');
  const headed = files.map((file) => ({ ...file, head: headOf(file.file) }));
  const database = headed.find(({ head }) => head.startsWith(sqliteMagic));
  if (database !== undefined) {
    return isOurs(database.head)
      ? openDatabase(database, files, options)
      : openForeign('mlflow', options, (gathering, db) => readMlflowDatabase(database, gathering, db));
  }
  if (files.some(isEventFile)) {
    return openForeign('tensorboard', options, (gathering, db) =>
      readTensorBoard(files, gathering, db, options),
    );
  }
  if (files.some(isMlflowFile)) {
    return openForeign('mlflow', options, (gathering, db) => readMlflowFolder(files, gathering, db, options));
  }

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
    throw new AppError(
      'invalidInput',
      `${epochs[0]!.name} contains only epochs; choose its runs.csv as well`,
    );
  }
  if (headed.every(({ head }) => isWandb(columnsOf(head)))) {
    return openForeign('wandb', options, (gathering, db) => readWandb(files, gathering, db, options));
  }
  const packed = headed.find(({ head }) => packedMagic.some((magic) => head.startsWith(magic)));
  if (packed !== undefined) {
    throw new AppError(
      'invalidInput',
      `${packed.name} is compressed; unpack it first, then import its contents`,
    );
  }
  throw new AppError(
    'invalidInput',
    `nothing in ${first.name} can be imported; allowed: a Lambdascope database, runs.csv and epochs.csv, TensorBoard event files, MLflow runs, Weights & Biases tables`,
  );
}

/** Opens a database together with its write-ahead log if that was included: the latest records may be only there. */
function openDatabase(database: StagedFile, files: readonly StagedFile[], options: SourceOptions): Staged {
  const file = join(options.folder, 'database');
  renameSync(database.file, file);
  const log = files.find(({ name }) => name === `${database.name}${logSuffix}`);
  if (log !== undefined && log.sizeBytes > 0) renameSync(log.file, `${file}${logSuffix}`);
  const db = openStagedDatabase(file, options.source, options.migrations);
  options.reading.bytesRead = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  settleLiveRuns(db);
  return { kind: 'lambdascope', source: options.source, db, metrics: [], notes: [] };
}

/** The beginning of a file, one character per byte. */
function headOf(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(headBytes);
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, headBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a database claims to be one of ours; any other is read as one of MLflow. */
function isOurs(head: string): boolean {
  const id = Buffer.from(head.slice(68, 72), 'latin1');
  return id.length === 4 && id.readUInt32BE() === applicationId;
}

/** Whether a file begins with a header line that includes all of these columns. */
function hasColumns(head: string, columns: readonly string[]): boolean {
  const names = columnsOf(head);
  return columns.every((column) => names.includes(column));
}

function columnsOf(head: string): string[] {
  const [line] = head.split(/[\r\n]/, 1);
  return line!.split(',').map((name) => name.replaceAll(/^(ï»¿)?"?|"$/g, ''));
}
