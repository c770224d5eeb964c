import type { LayoutColumn, TableLayout } from '#api';

/** The layout after a change to one of its columns. Each function returns a new layout. */

export function showColumn(layout: TableLayout, id: string): TableLayout {
  return isShown(layout, id) ? layout : { ...layout, columns: [...layout.columns, { id }] };
}

export function hideColumn(layout: TableLayout, id: string): TableLayout {
  return { ...layout, columns: layout.columns.filter((column) => column.id !== id) };
}

/** Moves column `id` before column `before`; null moves it to the end. */
export function moveColumn(layout: TableLayout, id: string, before: string | null): TableLayout {
  const moved = layout.columns.find((column) => column.id === id);
  if (moved === undefined || id === before) return layout;
  const rest = layout.columns.filter((column) => column !== moved);
  const at = before === null ? -1 : rest.findIndex((column) => column.id === before);
  const to = at === -1 ? rest.length : at;
  return { ...layout, columns: [...rest.slice(0, to), moved, ...rest.slice(to)] };
}

/** null restores the default width. A column that is always there need not be among those listed. */
export function resizeColumn(layout: TableLayout, id: string, width: number | null): TableLayout {
  const { columns } = isShown(layout, id) ? layout : { columns: [...layout.columns, { id }] };
  return changeColumn({ ...layout, columns }, id, (column) => withWidth(column, width));
}

/** Sets whether a column is pinned, or how it looks. */
export function setColumn(
  layout: TableLayout,
  id: string,
  settings: Pick<LayoutColumn, 'isPinned'> | Pick<LayoutColumn, 'look'>,
): TableLayout {
  return changeColumn(layout, id, (column) => ({ ...column, ...settings }));
}

export function isShown({ columns }: TableLayout, id: string): boolean {
  return columns.some((column) => column.id === id);
}

function changeColumn(
  layout: TableLayout,
  id: string,
  change: (column: LayoutColumn) => LayoutColumn,
): TableLayout {
  return { ...layout, columns: layout.columns.map((column) => (column.id === id ? change(column) : column)) };
}

function withWidth(column: LayoutColumn, width: number | null): LayoutColumn {
  const { width: before, ...rest } = column;
  if (width === null) return before === undefined ? column : rest;
  return { ...rest, width: Math.round(Math.min(2000, Math.max(24, width))) };
}
