import { defaultTableLayout, findField, maxGroupFields, type TableLayout } from '#api';
import { columnOf } from '../field-columns.ts';

// A layout may name columns and fields that this version does not have: another one wrote it.

const isField = (name: string): boolean => findField(name) !== null;

/** What of a layout can be shown. */
export function knownLayout(layout: TableLayout): TableLayout {
  return {
    ...layout,
    columns: layout.columns.filter(({ id }) => columnOf(id) !== null),
    sort: isField(layout.sort.field) ? layout.sort : defaultTableLayout.sort,
    groupBy: layout.groupBy.filter(isField),
  };
}

/** Columns and fields of a layout that are not, each once. */
export function unknownNames({ columns, sort, groupBy }: TableLayout): string[] {
  const unknownColumns = columns.map(({ id }) => id).filter((id) => columnOf(id) === null);
  return [...new Set([...unknownColumns, ...[sort.field, ...groupBy].filter((name) => !isField(name))])];
}

/** `shown` with what `kept` has beside it, for a version that knows it. */
export function withUnknown(shown: TableLayout, kept: TableLayout): TableLayout {
  const known = knownLayout(kept);
  const isSameSort = JSON.stringify(shown.sort) === JSON.stringify(known.sort);
  return {
    ...shown,
    columns: [...shown.columns, ...kept.columns.filter(({ id }) => columnOf(id) === null)],
    sort: isSameSort ? kept.sort : shown.sort,
    groupBy: [...shown.groupBy, ...kept.groupBy.filter((name) => !isField(name))].slice(0, maxGroupFields),
  };
}
