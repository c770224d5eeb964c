import { AppError, maxNotesLength, mergeLines, type RunEditConflict } from '#api';

/** What of a run stays open to change. */
export interface RunEdit {
  readonly name: string;
  readonly notes: string;
  readonly tags: readonly string[];
}

/** Some of it. */
export type SomeRunEdit = { readonly [Field in keyof RunEdit]?: RunEdit[Field] | undefined };

/**
 * Merges a change with those made since it was started; without any it is the change itself. Throws conflict if they cannot be merged;
 * `id` is for its message.
 */
export function mergeEdit(id: string, current: RunEdit, change: SomeRunEdit, basedOn: SomeRunEdit): RunEdit {
  const name = mergeNames(current.name, change.name, basedOn.name);
  if (name === null) throw changedMeanwhile(id, 'name', current);
  const notes = mergeNotes(current.notes, change.notes, basedOn.notes);
  if (notes === null) throw changedMeanwhile(id, 'notes', current);
  return { name, notes, tags: mergeTags(current.tags, change.tags, basedOn.tags) };
}

function changedMeanwhile(id: string, field: string, current: RunEdit): AppError {
  const message = `the ${field} of run ${id} changed in the meantime; nothing was written: check the newer ${field}, then change it again`;
  return new AppError('conflict', message, { details: { current } satisfies RunEditConflict });
}

function mergeNames(current: string, next = current, basedOn = current): string | null {
  return basedOn === current || next === current ? next : null;
}

function mergeNotes(current: string, next = current, basedOn = current): string | null {
  const merged = mergeLines(basedOn, next, current);
  return merged !== null && merged.length > maxNotesLength ? null : merged;
}

/** Tags that were added are added, and those that were taken off are taken off; others stay as they are now. */
function mergeTags(current: readonly string[], next = current, basedOn = current): readonly string[] {
  const foreign = current.filter((tag) => !basedOn.includes(tag) && !next.includes(tag));
  const gone = basedOn.filter((tag) => !current.includes(tag));
  return [...next.filter((tag) => !gone.includes(tag)), ...foreign];
}
