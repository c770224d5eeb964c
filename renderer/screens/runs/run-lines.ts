import type { FieldValue, FoldedLine, RunSummary } from '#api';

/** A line of a list that folds nothing. */
export const lineOfRun = (id: string): FoldedLine => ({ kind: 'run', id, depth: 0 });

/** The run of a line; undefined for a line that is none. */
export const idOf = (line: FoldedLine | undefined): string | undefined =>
  line?.kind === 'run' ? line.id : undefined;

/** What was read of a run, by the names of the fields. */
export function valuesByField(
  fields: readonly string[],
  values: readonly FieldValue[] = [],
): ReadonlyMap<string, FieldValue> {
  return new Map(fields.map((field, index) => [field, values[index] ?? null]));
}

/** What decides whether and where a run is listed, as far as an event tells. */
export function standing(run: RunSummary): string {
  return `${run.status} ${run.trashedAt !== null} ${run.name} ${run.tags.join()}`;
}

/** What a list is of; what else is asked of it leaves its rows where they are. */
export const listKeys = [
  'filter',
  'trashed',
  'archived',
  'pinnedFirst',
  'sort',
  'descending',
  'sweepId',
] as const;
