import type { z } from 'zod';
import {
  AppError,
  type Deleting,
  isLive,
  passingTag,
  type emptyTrashQuery,
  type TrashContents,
  type trashSelection,
} from '#api';
import type { Connection } from './connection.ts';
import type { createRunEdits } from './run-edits.ts';
import type { RunDeletion } from './run-deletion.ts';
import { selectionSql } from './run-selection.ts';
import type { RunLookup } from './run-lookup.ts';
import type { RunRow } from './run-row.ts';

/** What emptying the trash removed. */
export interface EmptiedTrash {
  readonly runs: readonly string[];
  readonly sweeps: readonly string[];
  /** What will now be deleted in the background; null for nothing. */
  readonly left: Deleting | null;
}

/** The trash: runs and sweeps go there first, and can be deleted only from there. */
export function createTrash(
  db: Connection,
  { requireRow, findRuns }: RunLookup,
  { markDeleted, deletionLeft }: RunDeletion,
  { tagRuns }: Pick<ReturnType<typeof createRunEdits>, 'tagRuns'>,
) {
  const setTrashed = db.prepare(`UPDATE runs SET trashed_at = ? WHERE run_id = ?`);
  const selectSweeps = db.prepare<[], { id: string; name: string }>(
    `SELECT public_id AS id, name FROM sweeps WHERE trashed_at IS NOT NULL ORDER BY created_at, sweep_id`,
  );
  const deleteSweep = db.prepare(`DELETE FROM sweeps WHERE public_id = ? AND trashed_at IS NOT NULL`);

  const trash = db.transaction((ids: readonly string[]) => {
    const rows = ids.map(requireRow);
    const live = rows.filter(({ status }) => isLive(status));
    if (live.length > 0) {
      throw new AppError('conflict', stillLive(live), {
        details: { ids: live.map(({ public_id }) => public_id) },
      });
    }
    const now = new Date().toISOString();
    for (const row of rows) if (row.trashed_at === null) setTrashed.run(now, row.run_id);
  });
  const restore = db.transaction((ids: readonly string[]) => {
    for (const { run_id } of ids.map(requireRow)) setTrashed.run(null, run_id);
  });

  function readTrash({ filter, sweepId }: z.output<typeof trashSelection>): TrashContents {
    const { where, bound } = selectionSql({ filter, sweepId, trashed: true });
    const runs = db
      .prepare<unknown[], { id: string; name: string }>(
        `SELECT public_id AS id, name FROM runs WHERE ${where} ORDER BY created_at, run_id`,
      )
      .all(bound);
    const isWhole = filter.trim() === '' && sweepId === undefined;
    return { runs, sweeps: isWhole ? selectSweeps.all() : [] };
  }

  const empty = db.transaction((query: z.output<typeof emptyTrashQuery>): EmptiedTrash => {
    const { ids = [], sweepIds = [] } = isAll(query) ? idsOf(readTrash({ filter: '' })) : query;
    // Runs and sweeps restored in the meantime, by another window or process, are left alone.
    return {
      runs: ids.filter(markDeleted),
      sweeps: sweepIds.filter((id) => deleteSweep.run(id).changes > 0),
      left: deletionLeft(),
    };
  });

  const selectPassing = db
    .prepare<[string, string], string>(
      `SELECT public_id FROM runs WHERE trashed_at IS NULL AND status NOT IN ('queued', 'running', 'paused')
         AND created_at < ? AND run_id IN (SELECT run_id FROM tags WHERE tag = ?)`,
    )
    .pluck();
  const trashPassing = db.transaction((before: string): string[] => {
    // An unreadable run does not hold up the others.
    const { runs } = findRuns(selectPassing.all(before, passingTag));
    const ids = runs.map(({ id }) => id);
    if (ids.length === 0) return ids;
    // Restoring one keeps it for good.
    tagRuns({ ids, add: [], remove: [passingTag] });
    trash(ids);
    return ids;
  });

  return {
    /** Trashes ended runs created before `before` that were to be kept only for a day. Returns their ids. */
    trashPassing: (before: string): string[] => trashPassing.immediate(before),
    trashRuns: (ids: readonly string[]): void => trash.immediate(ids),
    restoreRuns: (ids: readonly string[]): void => restore.immediate(ids),
    /** The contents of the trash. A selection applies to runs: with one, sweeps are left out. */
    readTrash,
    /**
     * Deletes those of these runs and sweeps that are in the trash; without any ids, everything in it. Remaining runs of a deleted sweep
     * then belong to no sweep.
     */
    emptyTrash: (query: z.output<typeof emptyTrashQuery> = {}): EmptiedTrash => empty.immediate(query),
  };
}

function stillLive(live: readonly Pick<RunRow, 'name' | 'public_id' | 'status'>[]): string {
  const [only, ...others] = live.map(({ name, public_id, status }) => `${name} (${public_id}) is ${status}`);
  if (others.length === 0) return `run ${only}; stop it before moving it to the trash`;
  return `runs that have not ended cannot go to the trash; stop these first: ${[only, ...others].join(', ')}`;
}

function isAll({ ids, sweepIds }: z.output<typeof emptyTrashQuery>): boolean {
  return ids === undefined && sweepIds === undefined;
}

function idsOf({ runs, sweeps }: TrashContents): { ids: string[]; sweepIds: string[] } {
  return { ids: runs.map(({ id }) => id), sweepIds: sweeps.map(({ id }) => id) };
}
