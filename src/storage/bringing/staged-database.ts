import Database from 'better-sqlite3';
import { AppError } from '#api';
import type { Connection } from '../connection.ts';
import { applicationId } from '../file-header.ts';
import { applyMigrations, schemaVersion } from '../migrate.ts';
import type { Migration } from '../migrations.ts';
import { addSqlFunctions } from '../sql-functions.ts';

/**
 * Opens a database that arrived as a file of an import and migrates it to this version's schema; it is our own copy. Throws invalidInput or
 * databaseTooNew with the file's original name.
 */
export function openStagedDatabase(file: string, name: string, migrations: readonly Migration[]): Connection {
  return explaining(name, () => {
    const db = openUntrusted(file);
    try {
      requireOurs(db, name, migrations.length);
      const damage = check(db);
      if (damage !== 'ok') throw damaged(name, damage);
      applyMigrations(db, migrations);
      requireSchema(db, name, migrations);
      return db;
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  });
}

/** An empty database with the newest schema, to be filled from files of another format. */
export function createStagedDatabase(file: string, migrations: readonly Migration[]): Connection {
  const db = openUntrusted(file);
  applyMigrations(db, migrations);
  // Nothing else reads it, and an interrupted import starts over.
  db.pragma('synchronous = OFF');
  return db;
}

/** The file comes from someone else, so code in its schema must not run. Folds its write-ahead log in. */
function openUntrusted(file: string): Connection {
  const db = new Database(file);
  addSqlFunctions(db);
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('journal_mode = DELETE');
  return db;
}

/** The check is stopped by truncating the file, but cached pages survive that: so keep the cache small. */
function check(db: Connection): string {
  const cached = db.pragma('cache_size', { simple: true }) as number;
  db.pragma('cache_size = -512');
  const damage = db.pragma('quick_check(1)', { simple: true }) as string;
  db.pragma(`cache_size = ${cached}`);
  return damage;
}

function requireOurs(db: Connection, name: string, newest: number): void {
  const id = db.pragma('application_id', { simple: true }) as number;
  const version = schemaVersion(db);
  if (id !== applicationId || version === 0) {
    throw new AppError(
      'invalidInput',
      `${name} is another program's database; allowed: a Lambdascope database`,
    );
  }
  if (version > newest) {
    throw new AppError(
      'databaseTooNew',
      `${name} was written by a newer Lambdascope (schema ${version}; this version supports up to ${newest}): update ` +
        'Lambdascope, then import it; nothing was imported',
      { details: { found: version, known: newest } },
    );
  }
}

/** A view in place of a table, or a trigger, could do anything. */
function requireSchema(db: Connection, name: string, migrations: readonly Migration[]): void {
  const fresh = new Database(':memory:');
  addSqlFunctions(fresh);
  try {
    applyMigrations(fresh, migrations);
    if (schemaOf(db) === schemaOf(fresh)) return;
  } finally {
    fresh.close();
  }
  throw new AppError('invalidInput', `${name} does not have the tables of Lambdascope; nothing was imported`);
}

function schemaOf(db: Connection): string {
  const parts = db
    .prepare<[], string>(
      `SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name`,
    )
    .pluck()
    .all();
  return parts.join('\n');
}

/** Runs `action`; SQLite's complaints about the file are reported under its name. */
export function explaining<Result>(name: string, action: () => Result): Result {
  try {
    return action();
  } catch (thrown) {
    const code = thrown instanceof Database.SqliteError ? thrown.code : '';
    if (/^SQLITE_NOTADB/.test(code)) throw new AppError('invalidInput', `${name} is not an SQLite database`);
    // A schema that is not what its version claims makes migrations fail.
    if (/^SQLITE_(CORRUPT|ERROR|CONSTRAINT|IOERR_SHORT_READ|MISMATCH)/.test(code)) {
      throw damaged(name, (thrown as Error).message);
    }
    throw thrown;
  }
}

function damaged(name: string, reason: string): AppError {
  return new AppError('invalidInput', `${name} is damaged or truncated (${reason}); nothing was imported`);
}
