import type { FieldValue, FoldedLine } from '#api';

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
