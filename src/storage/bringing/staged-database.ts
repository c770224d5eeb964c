import Database from 'better-sqlite3';
import { AppError } from '#api';
import type { Connection } from '../connection.ts';
import { applicationId } from '../file-header.ts';
import { applyMigrations, schemaVersion } from '../migrate.ts';
import type { Migration } from '../migrations.ts';
import { addSqlFunctions } from '../sql-functions.ts';

/**
 * Opens a database that arrived as a file of an import, and brings it to the schema of this version: it is our copy. Throws
 * invalidInput or databaseTooNew, naming it by what it was called.
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

/** An empty database of the newest schema, to be filled from files of another format. */
export function createStagedDatabase(file: string, migrations: readonly Migration[]): Connection {
  const db = openUntrusted(file);
  applyMigrations(db, migrations);
  // Nothing else reads it, and whoever is stopped begins anew.
  db.pragma('synchronous = OFF');
  return db;
}

/** Somebody else made it: what its schema says is not run. Folds its log in. */
function openUntrusted(file: string): Connection {
  const db = new Database(file);
  addSqlFunctions(db);
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('journal_mode = DELETE');
  return db;
}

/** Whoever stops it ends the file, which what is in the cache outlives: little is. */
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

/** A view in a table's place, or a trigger, could do anything. */
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

/** Runs `action`; SQLite's complaints about the file name it. */
export function explaining<Result>(name: string, action: () => Result): Result {
  try {
    return action();
  } catch (thrown) {
    const code = thrown instanceof Database.SqliteError ? thrown.code : '';
    if (/^SQLITE_NOTADB/.test(code)) throw new AppError('invalidInput', `${name} is not an SQLite database`);
    // Of a schema that is not what its version says, the statements of migrations fail.
    if (/^SQLITE_(CORRUPT|ERROR|CONSTRAINT|IOERR_SHORT_READ|MISMATCH)/.test(code)) {
      throw damaged(name, (thrown as Error).message);
    }
    throw thrown;
  }
}

function damaged(name: string, reason: string): AppError {
  return new AppError('invalidInput', `${name} is damaged or truncated (${reason}); nothing was imported`);
}
