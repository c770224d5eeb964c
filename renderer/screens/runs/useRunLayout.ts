import { defaultTableLayout, type ColumnLook, type TableLayout } from '#api';
import { computed, type Ref } from 'vue';
import { toPlain } from '../../data/to-plain.ts';
import { nextSort } from '../../ui/data-table/data-column.ts';
import { fixedColumns, type RunColumn } from './columns.ts';
import { columnOf } from './field-columns.ts';
import * as changes from './layout-changes.ts';
import { descendsFirst } from './sort.ts';

const fixedIds: ReadonlySet<string> = new Set(fixedColumns.map(({ id }) => id));

/** Which columns the history shows and in which order it stands: one value that is remembered, or a view's. */
export function useRunLayout(layout: Ref<TableLayout>) {
  /** Those that are known, with what the layout says of them; pinned ones first. */
  const columns = computed((): RunColumn[] => {
    const { columns: chosen } = layout.value;
    const name = chosen.find(({ id }) => id === 'name');
    const shown = chosen.flatMap(({ id, width, isPinned, look }): RunColumn[] => {
      const column = fixedIds.has(id) ? null : columnOf(id);
      if (column === null) return [];
      return [
        {
          ...column,
          width: width ?? column.width,
          ...(isPinned === undefined ? {} : { isPinned }),
          ...(look === undefined ? {} : { look }),
        },
      ];
    });
    const fixed = fixedColumns.map((column) =>
      column.id === 'name' && name?.width !== undefined ? { ...column, width: name.width } : column,
    );
    return [...fixed, ...shown.filter(({ isPinned }) => isPinned), ...shown.filter((one) => !one.isPinned)];
  });

  const change =
    <Arguments extends unknown[]>(made: (layout: TableLayout, ...given: Arguments) => TableLayout) =>
    (...given: Arguments): void => {
      layout.value = made(layout.value, ...given);
    };

  return {
    layout,
    columns,
    /** What the host is to read for the columns. */
    readFields: computed(() => columns.value.flatMap(({ isRead, field }) => (isRead && field ? field : []))),
    show: change(changes.showColumn),
    hide: change(changes.hideColumn),
    move: change(changes.moveColumn),
    resize: change(changes.resizeColumn),
    pin: change(changes.pinColumn),
    look: change((now, id: string, look: ColumnLook) => changes.lookOfColumn(now, id, look)),
    sortBy: change((now, field: string) => {
      const current = { key: now.sort.field, descending: now.sort.descending };
      const { key, descending } = nextSort(current, field, descendsFirst(field));
      return { ...now, sort: { field: key, descending } };
    }),
    /** The columns as they were at first; order and groups stay. */
    reset: change((now) => ({
      ...now,
      columns: toPlain(defaultTableLayout.columns) as TableLayout['columns'],
    })),
  };
}

export type RunLayout = ReturnType<typeof useRunLayout>;
