import { AppError, type RunStatus, type SweepDefinition, type UnreadableRun } from '#api';
import type { Connection } from './connection.ts';
import { readEpoch, type KeptColumns } from './epoch-metrics.ts';
import { randomId } from './random-id.ts';
import { readFinal, type EndColumns } from './run-ends.ts';
import { toUnreadable, trainedMs } from './run-row.ts';
import { readTail, type TailColumns } from './run-tail.ts';
import { readStatus } from './stored-value.ts';
import { meantBy } from './search-text.ts';

/** A sweep as it is stored: its runs refer to its id. */
export interface StoredSweep {
  readonly id: string;
  readonly name: string;
  /** JSON, unchecked: another version may have written it. */
  readonly definition: string;
  readonly createdAt: string;
  readonly trashedAt: string | null;
}

export interface SweepRow {
  readonly sweep_id: number;
  readonly public_id: string;
  readonly name: string;
  readonly definition: string;
  readonly created_at: string;
  readonly trashed_at: string | null;
}

/** The columns of `runs` needed to read a row as a run of a sweep. */
export interface SweepRunRow
  extends KeptColumns<'last'>, KeptColumns<'best'>, EndColumns<'final'>, EndColumns<'averaged'>, TailColumns {
  readonly public_id: string;
  readonly name: string;
  readonly created_at: string;
  readonly status: RunStatus;
  readonly config: string;
  readonly epochs_done: number;
  readonly trained_ms: number;
  readonly running_since: string | null;
  readonly diverged_at: number | null;
  readonly trashed_at: string | null;
}

/** A run of a sweep, without what only its own page shows. */
export type StoredSweepRun = ReturnType<typeof toSweepRun>;

export type SweepRuns = ReturnType<typeof readSweepRuns<SweepRunRow, StoredSweepRun>>;

/** Binds the sweep's sweep_id. Runs of its confirmations are in no cell. */
export const sweepRunsSql = `SELECT * FROM runs WHERE sweep_id = ? AND confirmation_id IS NULL ORDER BY run_id`;

/** Last millisecond of the year 9999: as text, later times sort before it. */
const lastTime = 253_402_300_799_999;

/** Reads and writes sweeps. */
export function createSweeps(db: Connection) {
  const insert = db.prepare(
    `INSERT INTO sweeps (public_id, name, definition, created_at) VALUES (?, ?, ?, ?)`,
  );
  const select = db.prepare<[string], SweepRow>(`SELECT * FROM sweeps WHERE public_id = ?`);
  const rename = db.prepare(`UPDATE sweeps SET name = ? WHERE sweep_id = ?`);
  const change = db.prepare(`UPDATE sweeps SET definition = ? WHERE sweep_id = ?`);
  const setTrashed = db.prepare(`UPDATE sweeps SET trashed_at = ? WHERE sweep_id = ?`);
  const lastTrashed = db
    .prepare<[number], string | null>(`SELECT max(trashed_at) FROM runs WHERE sweep_id = ?`)
    .pluck();
  const liveRuns = db
    .prepare<[number], string>(
      `SELECT public_id FROM runs
       WHERE sweep_id = ? AND trashed_at IS NULL AND status IN ('queued', 'running', 'paused')`,
    )
    .pluck();
  const trashRuns = db
    .prepare<[string, number], string>(
      `UPDATE runs SET trashed_at = ? WHERE sweep_id = ? AND trashed_at IS NULL RETURNING public_id`,
    )
    .pluck();
  const restoreRuns = db
    .prepare<[number, string], string>(
      `UPDATE runs SET trashed_at = NULL WHERE sweep_id = ? AND trashed_at = ? RETURNING public_id`,
    )
    .pluck();
  const selectRunRows = db.prepare<[number], SweepRunRow>(sweepRunsSql);
  const selectIdRows = db.prepare<ReturnType<typeof meantBy>, SweepRow>(`
    SELECT * FROM sweeps WHERE public_id >= :from AND public_id < :to UNION
    SELECT * FROM sweeps WHERE name IN (:name, :composed, :decomposed)`);

  function requireSweep(id: string): SweepRow {
    const row = select.get(id);
    if (row === undefined) throw new AppError('notFound', `there is no sweep ${JSON.stringify(id)}`);
    return row;
  }

  const renameSweep = db.transaction((id: string, name: string, from?: string): void => {
    const { sweep_id, name: current } = requireSweep(id);
    if (from !== undefined && current !== from && current !== name) {
      throw new AppError(
        'conflict',
        `sweep ${id} was renamed to ${JSON.stringify(current)} in the meantime; nothing was written: rename it again`,
      );
    }
    rename.run(name, sweep_id);
  });
  const trash = db.transaction((id: string): string[] => {
    const { sweep_id, trashed_at } = requireSweep(id);
    const live = liveRuns.all(sweep_id);
    if (live.length > 0) {
      const message = `${live.length} runs of sweep ${id} are still training; stop them before moving it to the trash`;
      throw new AppError('conflict', message, { details: { ids: live } });
    }
    if (trashed_at !== null) return [];
    // One time for all of them, used by no other runs: restoring uses it to find the runs that were trashed with the sweep.
    const before = Date.parse(lastTrashed.get(sweep_id) ?? '') || 0;
    const now = new Date(Math.max(Date.now(), Math.min(before + 1, lastTime))).toISOString();
    setTrashed.run(now, sweep_id);
    return trashRuns.all(now, sweep_id);
  });
  const restore = db.transaction((id: string): string[] => {
    const { sweep_id, trashed_at } = requireSweep(id);
    if (trashed_at === null) return [];
    setTrashed.run(null, sweep_id);
    return restoreRuns.all(sweep_id, trashed_at);
  });

  return {
    createSweep(definition: SweepDefinition, name: string): StoredSweep {
      const id = randomId();
      insert.run(id, name, JSON.stringify(definition), new Date().toISOString());
      return toSweep(requireSweep(id));
    },
    getSweep: (id: string): StoredSweep => toSweep(requireSweep(id)),
    /** Throws conflict if `from` is given and the sweep is no longer called that, unless it is already called `name`. */
    renameSweep: renameSweep.immediate,
    changeSweep(id: string, definition: SweepDefinition): void {
      change.run(JSON.stringify(definition), requireSweep(id).sweep_id);
    },
    /** Puts a sweep into the trash with those of its runs that are not there yet; returns their ids. */
    trashSweep: (id: string): string[] => trash.immediate(id),
    /** Takes a sweep out of the trash with the runs that were trashed with it; returns their ids. */
    restoreSweep: (id: string): string[] => restore.immediate(id),
    /** Every run made for the sweep's cells, oldest first, including those in the trash. */
    sweepRuns: (id: string): SweepRuns =>
      readSweepRuns(selectRunRows.all(requireSweep(id).sweep_id), toSweepRun),

    /** The id that `text` means: a whole id, the beginning of exactly one id, or a name that exactly one sweep has. */
    resolveSweepId(text: string): string {
      if (select.get(text) !== undefined) return text;
      const [only, ...others] = selectIdRows.all(meantBy(text));
      if (only === undefined) {
        throw new AppError('notFound', `there is no sweep with the id or name ${JSON.stringify(text)}`);
      }
      if (others.length > 0) {
        throw new AppError(
          'conflict',
          `${JSON.stringify(text)} may mean several sweeps; give more characters of the id`,
        );
      }
      return only.public_id;
    },
  };
}

export function toSweep(row: SweepRow): StoredSweep {
  return {
    id: row.public_id,
    name: row.name,
    definition: row.definition,
    createdAt: row.created_at,
    trashedAt: row.trashed_at,
  };
}

/**
 * The readable runs of a sweep, and the unreadable ones. Configs are not validated here: an invalid one simply has no place in the grid.
 */
export function readSweepRuns<Row extends SweepRunRow, Run>(
  rows: readonly Row[],
  read: (row: Row) => Run,
): { readonly runs: Run[]; readonly unreadable: UnreadableRun[] } {
  const runs: Run[] = [];
  const unreadable: UnreadableRun[] = [];
  for (const row of rows) {
    try {
      runs.push(read(row));
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'notReadable') throw thrown;
      unreadable.push(toUnreadable(row, thrown.message));
    }
  }
  return { runs, unreadable };
}

/** Throws notReadable. */
export function toSweepRun(row: SweepRunRow) {
  return {
    id: row.public_id,
    name: row.name,
    status: readStatus(row.status),
    config: row.config,
    epochsDone: row.epochs_done,
    durationMs: trainedMs(row, Date.now()),
    divergedAt: row.diverged_at,
    trashedAt: row.trashed_at,
    last: readEpoch(row, 'last'),
    best: readEpoch(row, 'best'),
    final: readFinal(row),
    tail: readTail(row),
    averaged: readFinal(row, 'averaged'),
  };
}
