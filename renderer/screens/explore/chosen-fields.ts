import type { FieldColumn, FieldColumns } from '#api';
import { isStrength } from '#words';
import type { ExploreState } from './explore-state.ts';

/** Always read, so that choosing one of them takes effect at once. */
const usual = [
  'validation_loss',
  'validation_accuracy',
  'data_loss',
  'gap',
  'best.validation_loss',
  'seed',
  'duration',
];
const mostSettings = 6;

/** The fields to read for what is shown. */
export function fieldsToRead({ metric, columns, x, y, color }: ExploreState): string[] {
  return [
    ...new Set([...usual, metric, ...(columns ?? []), ...[x, y, color].filter((name) => name !== null)]),
  ].sort();
}

/** Config fields in which the runs differ; penalties and rates first. */
export function settings({ columns }: FieldColumns): FieldColumn[] {
  const differing = columns.filter(({ field }) => field.group === 'config');
  const rank = ({ field }: FieldColumn): number => (isStrength(field.name) ? 0 : 1);
  return differing.toSorted((a, b) => rank(a) - rank(b));
}

/** The columns of parallel coordinates: the chosen ones, otherwise what differs, followed by the results. */
export function parallelFields(table: FieldColumns, { columns, metric }: ExploreState): string[] {
  if (columns !== null) return [...columns];
  const differing = settings(table).map(({ field }) => field.name);
  const settled = differing.length === 0 ? ['seed'] : differing.slice(0, mostSettings);
  return [...new Set([...settled, 'data_loss', metric])];
}

/**
 * What is on x, on y and in colour in a scatter plot: the chosen fields, otherwise the first that differs, the metric, and the second that
 * differs.
 */
export function scatterFields(
  table: FieldColumns,
  { x, y, color, metric }: ExploreState,
): [string, string, string] {
  const differing = settings(table).map(({ field }) => field.name);
  const across = x ?? differing[0] ?? 'data_loss';
  const left = differing.find((name) => name !== across);
  return [across, y ?? metric, color ?? left ?? metric];
}

/** The two settings of a plane, chosen or the first in which runs differ, and the metric over them. */
export function planeFields(table: FieldColumns, { x, y, metric }: ExploreState): [string, string, string] {
  const differing = [...settings(table).map(({ field }) => field.name), 'seed', 'data_loss'];
  const across = x ?? differing[0]!;
  const isFree = (name: string | null): name is string => name !== null && name !== across && name !== metric;
  return [across, isFree(y) ? y : differing.find(isFree)!, metric];
}
