import { AppError } from '#api';
import { backUp } from './backups.ts';
import type { Connection } from './connection.ts';
import { passesOf, type Migration } from './migrations.ts';
import { applicationId } from './file-header.ts';
import { ignoreSteps, type StepListener } from './opening-step.ts';
import { readCounter } from './thread-reads.ts';

/**
 * Migrates the database to the newest schema: first makes a copy if there is something to lose, then runs each migration in its own
 * transaction and stops at the first failure. Returns the copy's path, or null if none was needed. The caller holds the opening lock.
 */
export function migrate(
  db: Connection,
  migrations: readonly Migration[],
  onStep: StepListener = ignoreSteps,
): string | null {
  const from = schemaVersion(db);
  const pending = migrations.filter(({ version }) => version > from);
  if (pending.length === 0) return null;

  const isNew = from === 0;
  const copy = isNew ? null : backUp(db, from, onStep);
  for (const [index, migration] of pending.entries()) {
    if (!isNew) {
      const willRead = passesOf(migration) * pagesBytes(db);
      onStep({ kind: 'migrating', step: index + 1, of: pending.length, counter: readCounter(), willRead });
    }
    apply(db, migration);
  }
  // The file header must show the new version to processes that look before opening.
  db.pragma('wal_checkpoint(TRUNCATE)');
  return copy;
}

/** The same without a copy, for a database that is itself one. */
export function applyMigrations(db: Connection, migrations: readonly Migration[]): void {
  const from = schemaVersion(db);
  for (const migration of migrations) if (migration.version > from) apply(db, migration);
}

/** The database's schema version; 0 for a new file. */
export function schemaVersion(db: Connection): number {
  return db.pragma('user_version', { simple: true }) as number;
}

function pagesBytes(db: Connection): number {
  const [pages, bytes] = ['page_count', 'page_size'].map(
    (name) => db.pragma(name, { simple: true }) as number,
  ) as [number, number];
  return pages * bytes;
}

function apply(db: Connection, { version, name, sql }: Migration): void {
  // A migration that rebuilds a table must not cascade; foreign_keys cannot be changed inside a transaction.
  db.pragma('foreign_keys = OFF');
  try {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${version}`);
      const broken = db.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) {
        throw new AppError(
          'storage',
          `migration ${name} would break ${broken.length} references; it was undone`,
        );
      }
    }).immediate();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}
