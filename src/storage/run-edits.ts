import type { z } from 'zod';
import { AppError, maxNotesLength, type RunEdited, type runEdits, type runPatch, type tagChange } from '#api';
import type { Connection } from './connection.ts';
import { mergeEdit, type SomeRunEdit } from './run-edit-merge.ts';
import type { RunLookup } from './run-lookup.ts';
import { toRunSummary, type RunRow } from './run-row.ts';
import { searchText } from './search-text.ts';
import { naturalKey } from './sql-functions.ts';

export type RunChange = z.output<typeof runEdits>['edits'][number];
export type RunPatch = z.output<typeof runPatch>;
export type TagChange = z.output<typeof tagChange>;

/** Edits what may change in a run at any time: its name, tags and notes. */
export function createRunEdits(db: Connection, { requireRow }: RunLookup) {
  const update = db.prepare(
    `UPDATE runs SET name = :name, name_key = :key, notes = :notes, search_text = :search WHERE run_id = :run`,
  );
  const removeTags = db.prepare(`DELETE FROM tags WHERE run_id = ?`);
  const insertTag = db.prepare(`INSERT INTO tags (run_id, position, tag) VALUES (?, ?, ?)`);

  function write(row: RunRow, change: SomeRunEdit): void {
    const { name = row.name, notes = row.notes } = change;
    const tags = [...new Set(change.tags ?? tagsOf(row))];
    const { config } = toRunSummary(row);
    const search = searchText({ id: row.public_id, name, tags, notes, config });
    update.run({ run: row.run_id, name, key: naturalKey(name), notes, search });
    if (tags.join('\0') === tagsOf(row).join('\0')) return;
    removeTags.run(row.run_id);
    tags.forEach((tag, position) => insertTag.run(row.run_id, position, tag));
  }

  function edit({ id, basedOn = {}, addNote, ...change }: RunChange): RunEdited {
    const row = requireRow(id);
    const before = { name: row.name, notes: row.notes, tags: tagsOf(row) };
    const wanted = addNote === undefined ? change : { ...change, notes: withNote(id, row.notes, addNote) };
    const after = mergeEdit(id, before, wanted, basedOn);
    write(row, after);
    return { id, before, after };
  }
  const updateRun = db.transaction(edit);
  const editRuns = db.transaction((changes: readonly RunChange[]) => changes.map(edit));
  const tagRuns = db.transaction(({ ids, add, remove }: TagChange) => {
    for (const id of ids) {
      const row = requireRow(id);
      write(row, { tags: [...tagsOf(row), ...add].filter((tag) => !remove.includes(tag)) });
    }
  });

  return {
    updateRun: (patch: RunPatch): void => void updateRun.immediate(patch),
    /** Changes many runs, all or none. */
    editRuns: (changes: readonly RunChange[]): RunEdited[] => editRuns.immediate(changes),
    /** Adds and removes tags on many runs, all or none. */
    tagRuns: (change: TagChange): void => tagRuns.immediate(change),
  };
}

function withNote(id: string, notes: string, note: string): string {
  const all = notes === '' ? note : `${notes.trimEnd()}\n\n${note}`;
  if (all.length <= maxNotesLength) return all;
  const message = `the notes of run ${id} would have ${all.length} characters; allowed: ${maxNotesLength} at most`;
  throw new AppError('invalidInput', message);
}

function tagsOf(row: RunRow): string[] {
  return JSON.parse(row.tags) as string[];
}
