import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFileName, openConnection, type Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { loadMigrations } from './migrations.ts';

export const released = loadMigrations();
export const migrationFixtures = join(import.meta.dirname, 'migration-fixtures');

/** A database as version `version` left it, with the rows of its fixture. */
export function databaseOfVersion(dataDir: string, version: number): Connection {
  const db = openConnection(join(dataDir, databaseFileName));
  migrate(db, released.slice(0, version));
  db.exec(readFileSync(join(migrationFixtures, `version-${version}.sql`), 'utf8'));
  return db;
}
