import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkFile, databaseFileName, openReadOnly } from './connection.ts';
import { loadMigrations } from './migrations.ts';
import { checkDatabaseFile } from './open-database.ts';
import { withStorageErrors } from './sqlite-errors.ts';

/** Result of inspecting a database. */
export interface DatabaseReport {
  readonly runs: number;
  /** What is wrong with the file, in SQLite's words; null if nothing is. */
  readonly damage: string | null;
}

/**
 * Checks the database in a folder completely without changing anything; null if there is none yet. Throws AppError notADatabase or
 * databaseTooNew.
 */
export function inspectDatabase(dataDir: string): DatabaseReport | null {
  const file = join(dataDir, databaseFileName);
  if (!existsSync(file)) return null;
  return withStorageErrors(() => {
    checkDatabaseFile(dataDir, loadMigrations());
    const db = openReadOnly(file);
    try {
      const report = checkFile(db, 'integrity_check(1)');
      if (report !== 'ok') return { runs: 0, damage: report };
      const hasRuns =
        db.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'runs'`).pluck().get() === 1;
      // Holds in every version: ids of runs that are being deleted begin with '~'.
      const count = db.prepare(`SELECT count(*) FROM runs WHERE public_id NOT LIKE '~%'`).pluck();
      const runs = hasRuns ? (count.get() as number) : 0;
      return { runs, damage: null };
    } finally {
      db.close();
    }
  });
}
