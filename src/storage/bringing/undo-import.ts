import { AppError, type ImportedHistory } from '#api';
import type { Connection } from '../connection.ts';
import type { SessionLocks } from '../process-lock.ts';
import { removeStagingLeftovers } from './staging.ts';

/** What undoing an import removed. */
export interface UndoneImport {
  readonly runs: number;
  /** Digests of tables that are unfinished now, so that their bytes get deleted. */
  readonly tables: readonly string[];
}

/** Undoes imports: completed ones on request, and the leftovers of those whose process has ended. */
export function createImportUndo(db: Connection, session: string, locks: Pick<SessionLocks, 'isAlive'>) {
  const list = db.prepare<[], ImportedHistory>(
    `SELECT public_id AS id, source, imported_at AS importedAt,
       (SELECT count(*) FROM runs WHERE runs.import_id = imports.import_id AND deleted_at IS NULL) AS runs
     FROM imports WHERE unfinished_by IS NULL ORDER BY import_id DESC`,
  );
  const find = db
    .prepare<[string], number>(`SELECT import_id FROM imports WHERE public_id = ? AND unfinished_by IS NULL`)
    .pluck();
  const live = db
    .prepare<[number], string>(
      `SELECT name FROM runs WHERE import_id = ? AND status IN ('queued', 'running', 'paused')`,
    )
    .pluck();
  const remove = db.prepare(`
    UPDATE runs SET trashed_at = coalesce(trashed_at, :now), deleted_at = :now, public_id = '~' || run_id,
      sweep_id = NULL, confirmation_id = NULL, table_digest = NULL
    WHERE import_id = :id AND deleted_at IS NULL`);
  const removeSweeps = db.prepare(
    `DELETE FROM sweeps WHERE import_id = ? AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.sweep_id = sweeps.sweep_id)`,
  );
  const disownTables = db
    .prepare<[string, number], string>(
      `UPDATE data_tables SET unfinished_by = ? WHERE import_id = ? AND unfinished_by IS NULL
         AND NOT EXISTS (SELECT 1 FROM runs WHERE table_digest = digest) RETURNING digest`,
    )
    .pluck();
  const forget = db.prepare(`DELETE FROM imports WHERE import_id = ?`);
  const selectUnfinished = db.prepare<[], { import_id: number; unfinished_by: string }>(
    `SELECT import_id, unfinished_by FROM imports WHERE unfinished_by IS NOT NULL`,
  );

  const undo = db.transaction((publicId: string): UndoneImport => {
    const id = find.get(publicId);
    if (id === undefined) {
      throw new AppError(
        'notFound',
        `there is no import ${publicId} to undo; it may have been undone already`,
      );
    }
    const [training] = live.all(id);
    if (training !== undefined) {
      throw new AppError(
        'conflict',
        `run ${training} of this import is training; stop it before undoing the import`,
      );
    }
    const { changes } = remove.run({ id, now: new Date().toISOString() });
    removeSweeps.run(id);
    const tables = disownTables.all(session, id);
    forget.run(id);
    return { runs: changes, tables };
  });

  const forgetLeftovers = db.transaction((): void => {
    for (const { import_id, unfinished_by } of selectUnfinished.all()) {
      if (unfinished_by !== session && !locks.isAlive(unfinished_by)) forget.run(import_id);
    }
  });

  return {
    /** Complete imports with runs that are still here, newest first. */
    listImports: (): ImportedHistory[] => list.all().filter(({ runs }) => runs > 0),
    /** Removes all runs of an import that are still here, with its sweeps and the tables that nothing else needs. */
    undoImport: (id: string): UndoneImport => undo.immediate(id),
    /** Forgets what dead processes left unfinished: those runs will be deleted from now on. */
    forgetImportLeftovers(): void {
      forgetLeftovers.immediate();
      removeStagingLeftovers(db.name, (other) => other === session || locks.isAlive(other));
    },
  };
}
