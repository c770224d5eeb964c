import { AppError } from '#api';
import type { Connection } from '../connection.ts';
import { stagedName } from './copy-runs.ts';

/** A copied run with the id it will have here. */
export interface ArrivingRun {
  readonly from: number;
  readonly to: number;
  /** Its id in the file. */
  readonly id: string;
  /** A different id if it is imported as a copy. */
  readonly newId: string;
}

export interface Published {
  readonly sweeps: number;
  readonly tables: number;
}

/**
 * Makes what was copied visible all at once: ids, sweeps, confirmations, tables. The caller opens the transaction. A sweep that already
 * exists here is kept as it is and adopts the incoming runs. Throws conflict if an id was taken in the meantime.
 */
export function publishRuns(
  db: Connection,
  importId: number,
  runs: readonly ArrivingRun[],
  tables: readonly string[],
): Published {
  const there = db.prepare<[number], StagedRun>(
    `SELECT runs.sweep_id, runs.confirmation_id, runs.table_digest FROM ${stagedName}.runs WHERE run_id = ?`,
  );
  const taken = db.prepare<[string], 1>(`SELECT 1 FROM main.runs WHERE public_id = ?`).pluck();
  const sweeps = createArrivals(db, {
    table: 'sweeps',
    key: 'sweep_id',
    insert: `INSERT INTO main.sweeps (public_id, name, definition, created_at, import_id)
      SELECT public_id, name, definition, created_at, :importId FROM ${stagedName}.sweeps WHERE sweep_id = :from`,
    importId,
  });
  const confirmations = createArrivals(db, {
    table: 'confirmations',
    key: 'confirmation_id',
    insert: `INSERT INTO main.confirmations (public_id, sweep_id, plan, created_at)
      SELECT public_id, :sweep, plan, created_at FROM ${stagedName}.confirmations WHERE confirmation_id = :from`,
    importId,
  });
  const settle = db.prepare(`
    UPDATE main.runs SET public_id = :newId, trashed_at = NULL, deleted_at = NULL, sweep_id = :sweep,
      confirmation_id = :confirmation, table_digest = :table,
      search_text = iif(instr(search_text, :id) = 1, :newId || substr(search_text, length(:id) + 1), search_text)
    WHERE run_id = :to`);
  const moveParent = db.prepare(`UPDATE main.runs SET parent_id = ? WHERE import_id = ? AND parent_id = ?`);

  for (const digest of tables) {
    db.prepare(`UPDATE data_tables SET unfinished_by = NULL WHERE digest = ?`).run(digest);
  }
  for (const { from, to, id, newId } of runs) {
    if (taken.get(newId) !== undefined) {
      throw new AppError(
        'conflict',
        `run ${newId} was added here in the meantime; nothing was imported: import again`,
      );
    }
    const run = there.get(from)!;
    const isCopy = id !== newId;
    const sweep = run.sweep_id === null ? null : sweeps.arrive(run.sweep_id, null);
    // A cell that already has its run does not get a second one.
    const belongs = sweep !== null && !(isCopy && sweep.wasHere);
    const confirmation =
      run.confirmation_id === null || !belongs ? null : confirmations.arrive(run.confirmation_id, sweep.to);
    settle.run({
      ...{ to, id, newId, table: run.table_digest },
      sweep: belongs ? sweep.to : null,
      confirmation: confirmation?.to ?? null,
    });
  }
  for (const { id, newId } of runs) if (id !== newId) moveParent.run(newId, importId, id);
  return { sweeps: sweeps.arrived(), tables: tables.length };
}

interface StagedRun {
  readonly sweep_id: number | null;
  readonly confirmation_id: number | null;
  readonly table_digest: string | null;
}

interface Arrival {
  readonly to: number;
  readonly wasHere: boolean;
}

/** Rows that are imported once, however many runs belong to them. A row with the same public id is the same row. */
function createArrivals(
  db: Connection,
  { table, key, insert, importId }: { table: string; key: string; insert: string; importId: number },
) {
  const known = new Map<number, Arrival>();
  const publicId = db
    .prepare<[number], string>(`SELECT public_id FROM ${stagedName}.${table} WHERE ${key} = ?`)
    .pluck();
  const here = db.prepare<[string], number>(`SELECT ${key} FROM main.${table} WHERE public_id = ?`).pluck();
  const add = db.prepare(insert);

  function bring(from: number, sweep: number | null): Arrival {
    const id = publicId.get(from)!;
    const found = here.get(id);
    if (found !== undefined) return { to: found, wasHere: true };
    const values = table === 'sweeps' ? { from, importId } : { from, sweep };
    return { to: Number(add.run(values).lastInsertRowid), wasHere: false };
  }

  return {
    arrive(from: number, sweep: number | null): Arrival {
      const arrival = known.get(from) ?? bring(from, sweep);
      known.set(from, arrival);
      return arrival;
    },
    arrived: (): number => [...known.values()].filter(({ wasHere }) => !wasHere).length,
  };
}
