import { existsSync, statSync } from 'node:fs';
import type { Deleting } from '#api';
import type { Connection } from './connection.ts';

/** Rows of epochs and penalties deleted at a time, between two looks at the clock. */
const rowsAtATime = 1000;

export interface DeletionLimits {
  /** Duration of one step, in milliseconds: running trainings must not wait longer than that for their turn. */
  readonly stepMs: number;
  /** A long reader keeps the write-ahead log from being emptied: above this size deletion waits for it. */
  readonly maxLogBytes: number;
}
const limits: DeletionLimits = { stepMs: 5, maxLogBytes: 32 * 1024 * 1024 };

/** What remains after a step of deletion. */
export interface DeletionStep {
  /** Null if nothing is left. */
  readonly left: Deleting | null;
  /** True if nothing was done because the write-ahead log is full and cannot be emptied yet. */
  readonly waits: boolean;
}

interface DeletedRow {
  readonly run_id: number;
  readonly dense_layers: number;
}

/**
 * Deletes runs in two phases: once marked they are invisible; their data is then deleted in steps, each a short transaction. Deletion can
 * be interrupted at any time, and any process can continue it.
 */
export function createRunDeletion(db: Connection, { stepMs, maxLogBytes }: DeletionLimits = limits) {
  const mark = db
    .prepare<[string, string], string>(
      `UPDATE runs SET deleted_at = ?, public_id = '~' || run_id, sweep_id = NULL, confirmation_id = NULL, table_digest = NULL
       WHERE public_id = ? AND trashed_at IS NOT NULL AND deleted_at IS NULL RETURNING public_id`,
    )
    .pluck();
  const selectFirst = db.prepare<[], DeletedRow>(nextDeletedSql);
  const selectLeft = db.prepare<[], Deleting>(deletionLeftSql);
  const firstEpoch = db
    .prepare<[number], number | null>(`SELECT min(epoch) FROM epochs WHERE run_id = ?`)
    .pluck();
  const deleteEpochs = db.prepare(`DELETE FROM epochs WHERE run_id = ? AND epoch < ?`);
  const deletePenalties = db.prepare(`DELETE FROM epoch_penalties WHERE run_id = ? AND epoch < ?`);
  // One at a time: each may be megabytes.
  const deleteSnapshot = db.prepare(`DELETE FROM snapshots WHERE run_id = ? LIMIT 1`);
  const deleteCheckpoint = db.prepare(`DELETE FROM checkpoints WHERE run_id = ? LIMIT 1`);
  const deleteRun = db.prepare(`DELETE FROM runs WHERE run_id = ?`);

  /** What is left, updated by each deletion; null if it has to be counted. */
  let left: Deleting | null = null;

  function deleteSome({ run_id: run, dense_layers: layers }: DeletedRow): void {
    const first = firstEpoch.get(run) ?? null;
    if (first !== null) {
      const end = first + Math.ceil(rowsAtATime / (1 + layers));
      deletePenalties.run(run, end);
      const { changes } = deleteEpochs.run(run, end);
      left = { ...left!, epochs: Math.max(0, left!.epochs - changes) };
    } else if (deleteSnapshot.run(run).changes + deleteCheckpoint.run(run).changes === 0) {
      deleteRun.run(run);
      left = { ...left!, runs: left!.runs - 1 };
    }
  }

  const step = db.transaction((): Deleting | null => {
    left ??= selectLeft.get()!;
    const start = performance.now();
    for (let run = selectFirst.get(); run !== undefined; run = selectFirst.get()) {
      if (performance.now() - start >= stepMs) return left;
      deleteSome(run);
    }
    return (left = null);
  });

  /** False while a reader needs what is in the log, or another process writes. */
  function emptyLog(): boolean {
    const timeoutMs = db.pragma('busy_timeout', { simple: true }) as number;
    db.pragma('busy_timeout = 0');
    try {
      const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: 0 | 1 }];
      return result.busy === 0;
    } finally {
      db.pragma(`busy_timeout = ${timeoutMs}`);
    }
  }

  return {
    /** Runs within the caller's transaction. False for a run that is not in the trash, which is left alone. */
    markDeleted(id: string): boolean {
      left = null;
      return mark.get(new Date().toISOString(), id) !== undefined;
    },

    /** What is left to delete; null if nothing is. */
    deletionLeft(): Deleting | null {
      left = selectLeft.get()!;
      return left.runs === 0 ? (left = null) : left;
    },

    /** Deletes for about 5 ms; the caller gives others as much time before the next step. */
    deleteStep(): DeletionStep {
      if (selectFirst.get() === undefined) return { left: (left = null), waits: false };
      if (logBytes(db) > maxLogBytes && !emptyLog())
        return { left: (left ??= selectLeft.get()!), waits: true };
      try {
        return { left: step.immediate(), waits: false };
      } catch (thrown) {
        left = null; // the subtractions were rolled back
        throw thrown;
      }
    },
  };
}

export type RunDeletion = ReturnType<typeof createRunDeletion>;

/** Deleted, rather than being imported: see `imports`. */
const isDeleted = `deleted_at IS NOT NULL AND trashed_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM imports WHERE imports.import_id = runs.import_id AND unfinished_by IS NOT NULL)`;

export const nextDeletedSql = `SELECT run_id, dense_layers FROM runs WHERE ${isDeleted} ORDER BY run_id LIMIT 1`;

/** The number of runs being deleted, and of their remaining epochs. */
export const deletionLeftSql = `
  SELECT count(*) AS runs,
    coalesce(sum(epochs_done - (SELECT min(epoch) FROM epochs WHERE epochs.run_id = runs.run_id)), 0) AS epochs
  FROM runs WHERE ${isDeleted}`;

function logBytes(db: Connection): number {
  const file = `${db.name}-wal`;
  return existsSync(file) ? statSync(file).size : 0;
}
