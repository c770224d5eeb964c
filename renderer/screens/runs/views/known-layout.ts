import { defaultTableLayout, findField, maxGroupFields, type TableLayout } from '#api';
import { columnOf } from '../field-columns.ts';

// A layout written by another version may name columns and fields that this version does not have.

const isField = (name: string): boolean => findField(name) !== null;

/** The part of a layout that can be shown. */
export function knownLayout(layout: TableLayout): TableLayout {
  return {
    ...layout,
    columns: layout.columns.filter(({ id }) => columnOf(id) !== null),
    sort: isField(layout.sort.field) ? layout.sort : defaultTableLayout.sort,
    groupBy: layout.groupBy.filter(isField),
  };
}

/** Unknown columns and fields of a layout, each once. */
export function unknownNames({ columns, sort, groupBy }: TableLayout): string[] {
  const unknownColumns = columns.map(({ id }) => id).filter((id) => columnOf(id) === null);
  return [...new Set([...unknownColumns, ...[sort.field, ...groupBy].filter((name) => !isField(name))])];
}

/** `shown` plus whatever else `kept` contains, for a version that understands it. */
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
