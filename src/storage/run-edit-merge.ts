import { AppError, maxNotesLength, mergeLines, type RunEditConflict } from '#api';

/** The parts of a run that can be edited. */
export interface RunEdit {
  readonly name: string;
  readonly notes: string;
  readonly tags: readonly string[];
}

/** Some of them. */
export type SomeRunEdit = { readonly [Field in keyof RunEdit]?: RunEdit[Field] | undefined };

/**
 * Merges a change with those made since it was started; without any, the result is the change itself. Throws conflict if they cannot be
 * merged; `id` is for its message.
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

/** Applies the additions and removals of tags; other tags stay as they are now. */
function mergeTags(current: readonly string[], next = current, basedOn = current): readonly string[] {
  const foreign = current.filter((tag) => !basedOn.includes(tag) && !next.includes(tag));
  const gone = basedOn.filter((tag) => !current.includes(tag));
  return [...next.filter((tag) => !gone.includes(tag)), ...foreign];
}
