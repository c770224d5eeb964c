import Database from 'better-sqlite3';
import { addSqlFunctions } from './sql-functions.ts';

export { databaseFileName } from './database-file-name.ts';

/** An open database. */
export type Connection = Database.Database;

/** How long a statement waits for another process to finish writing, in milliseconds; the caller decides whether to retry. */
const busyTimeoutMs = 500;

/** Opens the database for writing. Creates it if missing, unless it `mustExist`. */
export function openConnection(file: string, { mustExist = false } = {}): Connection {
  const db = new Database(file, { timeout: busyTimeoutMs, fileMustExist: mustExist });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma('journal_size_limit = 33554432'); // bytes the log may keep after a long reader let it grow
  db.pragma('cache_size = -32768'); // KiB: the whole table of runs stays in memory
  addSqlFunctions(db);
  return db;
}

/** Opens the database of another connection in this process, for reading only. */
export function openReadOnly(file: string): Connection {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  db.pragma('query_only = ON');
  db.pragma('cache_size = -32768');
  addSqlFunctions(db);
  return db;
}

/**
 * What SQLite finds wrong with the file; `ok` for nothing. A value that breaks a rule of the schema is not the file's fault: it is reported
 * where it is read.
 */
export function checkFile(db: Connection, check: 'quick_check(5)' | 'integrity_check(1)'): string {
  db.pragma('ignore_check_constraints = ON');
  try {
    return db.pragma(check, { simple: true }) as string;
  } finally {
    db.pragma('ignore_check_constraints = OFF');
  }
}
