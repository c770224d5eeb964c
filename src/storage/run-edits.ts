import type { z } from 'zod';
import { AppError, isLive, type RunConfig, type runPatch, type tagChange } from '#api';
import type { Connection } from './connection.ts';
import type { RunLookup } from './run-lookup.ts';
import type { RunRow } from './run-row.ts';
import { searchText } from './search-text.ts';

export type RunPatch = z.output<typeof runPatch>;
export type TagChange = z.output<typeof tagChange>;

/** What may change in a run at any time: its name, tags and notes. */
export function createRunEdits(db: Connection, { requireRow }: RunLookup) {
  const update = db.prepare(
    `UPDATE runs SET name = :name, notes = :notes, search_text = :search WHERE run_id = :run`,
  );
  const removeTags = db.prepare(`DELETE FROM tags WHERE run_id = ?`);
  const insertTag = db.prepare(`INSERT INTO tags (run_id, position, tag) VALUES (?, ?, ?)`);

  function write(row: RunRow, change: { name?: string; notes?: string; tags?: readonly string[] }): void {
    const { name = row.name, notes = row.notes } = change;
    const tags = [...new Set(change.tags ?? tagsOf(row))];
    const config = JSON.parse(row.config) as RunConfig;
    const search = searchText({ id: row.public_id, name, tags, notes, config });
    update.run({ run: row.run_id, name, notes, search });
    if (change.tags === undefined) return;
    removeTags.run(row.run_id);
    tags.forEach((tag, position) => insertTag.run(row.run_id, position, tag));
  }

  const updateRun = db.transaction(({ id, name, notes, tags }: RunPatch) => {
    write(requireRow(id), {
      ...(name !== undefined && { name }),
      ...(notes !== undefined && { notes }),
      ...(tags !== undefined && { tags }),
    });
  });
  const tagRuns = db.transaction(({ ids, add, remove }: TagChange) => {
    for (const id of ids) {
      const row = requireRow(id);
      write(row, { tags: [...tagsOf(row), ...add].filter((tag) => !remove.includes(tag)) });
    }
  });

  return {
    updateRun: (patch: RunPatch): void => updateRun.immediate(patch),
    /** Adds and removes tags of many runs, all or none. */
    tagRuns: (change: TagChange): void => tagRuns.immediate(change),
  };
}

/** The trash: where runs go before they are deleted, and the only place from which they are. */
export function createTrash(db: Connection, { requireRow }: RunLookup) {
  const setTrashed = db.prepare(`UPDATE runs SET trashed_at = ? WHERE run_id = ?`);
  const selectTrashed = db.prepare<[], { run_id: number; public_id: string }>(
    `SELECT run_id, public_id FROM runs WHERE trashed_at IS NOT NULL ORDER BY created_at, run_id`,
  );
  const deleteRun = db.prepare(`DELETE FROM runs WHERE run_id = ? AND trashed_at IS NOT NULL`);

  const trash = db.transaction((ids: readonly string[]) => {
    const rows = ids.map(requireRow);
    const live = rows.filter(({ status }) => isLive(status));
    if (live.length > 0) {
      const names = live.map(({ public_id, status }) => `${public_id} (${status})`).join(', ');
      throw new AppError(
        'conflict',
        `only runs that have ended go to the trash; stop these first: ${names}`,
        {
          details: { ids: live.map(({ public_id }) => public_id) },
        },
      );
    }
    const now = new Date().toISOString();
    for (const row of rows) if (row.trashed_at === null) setTrashed.run(now, row.run_id);
  });
  const restore = db.transaction((ids: readonly string[]) => {
    for (const { run_id } of ids.map(requireRow)) setTrashed.run(null, run_id);
  });

  return {
    trashRuns: (ids: readonly string[]): void => trash.immediate(ids),
    restoreRuns: (ids: readonly string[]): void => restore.immediate(ids),

    /** Deletes what is in the trash, a transaction a run, so that other processes get their turn. Returns the ids. */
    emptyTrash(): string[] {
      return selectTrashed.all().flatMap(({ run_id, public_id }) => {
        // Restored in the meantime by another process: left alone.
        return deleteRun.run(run_id).changes === 0 ? [] : [public_id];
      });
    },
  };
}

function tagsOf(row: RunRow): string[] {
  return JSON.parse(row.tags) as string[];
}
