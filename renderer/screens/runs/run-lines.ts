import type { FieldValue, FoldedLine, RunSummary } from '#api';

/** A line of a list that folds nothing. */
export const lineOfRun = (id: string): FoldedLine => ({ kind: 'run', id, depth: 0 });

/** The run of a line; undefined for a line that is not a run. */
export const idOf = (line: FoldedLine | undefined): string | undefined =>
  line?.kind === 'run' ? line.id : undefined;

/** The values read for a run, by field name. */
export function valuesByField(
  fields: readonly string[],
  values: readonly FieldValue[] = [],
): ReadonlyMap<string, FieldValue> {
  return new Map(fields.map((field, index) => [field, values[index] ?? null]));
}

/** What determines whether and where a run is listed, as far as an event tells. */
export function standing(run: RunSummary): string {
  return `${run.status} ${run.trashedAt !== null} ${run.name} ${run.tags.join()}`;
}

/** The parts of a query that determine the rows; a change of the others leaves the rows in place. */
export const listKeys = [
  'filter',
  'trashed',
  'archived',
  'pinnedFirst',
  'sort',
  'descending',
  'sweepId',
] as const;
