import { defaultTableLayout, type ColumnLook, type CommandArguments, type TableLayout } from '#api';
import { computed, type Ref } from 'vue';
import { toPlain, useClient, useLatest, useRunsMoved } from '#data';
import { nextSort } from '../../ui/data-table/data-column.ts';
import { fixedColumns, type RunColumn } from './columns.ts';
import { columnOf } from './field-columns.ts';
import * as changes from './layout-changes.ts';
import { descendsFirst } from './sort.ts';
import { useHistoryFields } from './useHistoryFields.ts';

/** Maximum number of columns added automatically. */
const mostAdded = 30;
const reloadEveryMs = 3000;
type ListedRuns = Pick<CommandArguments<'listRuns'>, 'filter' | 'trashed' | 'archived' | 'sweepId'>;
const fixedIds: ReadonlySet<string> = new Set(fixedColumns.map(({ id }) => id));

/** Which columns the history shows, and in which order: a value that is remembered, or a view's. */
export function useRunLayout(layout: Ref<TableLayout>, selection: () => ListedRuns) {
  const client = useClient();
  const isOfLayer = (id: string): boolean => id.startsWith('layers.');
  useHistoryFields(
    () => layout.value.columns.some(({ id }) => isOfLayer(id)) || layout.value.groupBy.some(isOfLayer),
  );
  /** The known ones, with their settings from the layout. */
  const chosen = computed((): RunColumn[] =>
    layout.value.columns.flatMap(({ id, width, isPinned, look }): RunColumn[] => {
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
    }),
  );
  /** Fields and config paths in which the listed runs differ. */
  const { value: differing, reload } = useLatest(
    () =>
      layout.value.onlyDiffering
        ? { ...selection(), fields: chosen.value.flatMap(({ field }) => field ?? []) }
        : null,
    async (question) => new Set((await client.differingFields(question)).fields),
    { key: JSON.stringify },
  );
  useRunsMoved(reload, reloadEveryMs);

  /** The columns shown, pinned ones first: the chosen ones, or those in which the listed runs differ. */
  const columns = computed((): RunColumn[] => {
    const name = layout.value.columns.find(({ id }) => id === 'name');
    const shown = layout.value.onlyDiffering ? onlyDiffering(chosen.value, differing.value) : chosen.value;
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
    /** The fields that the host should read for the columns. */
    readFields: computed(() => columns.value.flatMap(({ isRead, field }) => (isRead && field ? field : []))),
    show: change(changes.showColumn),
    hide: change(changes.hideColumn),
    move: change(changes.moveColumn),
    resize: change(changes.resizeColumn),
    pin: change((now, id: string, isPinned: boolean) => changes.setColumn(now, id, { isPinned })),
    look: change((now, id: string, look: ColumnLook) => changes.setColumn(now, id, { look })),
    sortBy: change((now, field: string) => {
      const current = { key: now.sort.field, descending: now.sort.descending };
      const { key, descending } = nextSort(current, field, descendsFirst(field));
      return { ...now, sort: { field: key, descending } };
    }),
    groupBy: change((now, fields: readonly string[]) => ({ ...now, groupBy: [...fields] })),
    fold: change((now, foldsSweeps: boolean) => ({ ...now, foldsSweeps })),
    differ: change((now, onlyDiffering: boolean) => ({ ...now, onlyDiffering })),
    /** Restores the default columns; order and groups stay. */
    reset: change((now) => ({
      ...now,
      columns: toPlain(defaultTableLayout.columns) as TableLayout['columns'],
    })),
  };
}

/** Columns that are not fields stay, as do all until the differences are known; paths in which runs differ follow the chosen columns. */
function onlyDiffering(
  chosen: readonly RunColumn[],
  differing: ReadonlySet<string> | null,
): readonly RunColumn[] {
  if (differing === null) return chosen;
  const known = new Set(chosen.map(({ id }) => id));
  const more = [...differing].filter((field) => !known.has(field)).slice(0, mostAdded);
  return [
    ...chosen.filter(({ field }) => field === undefined || differing.has(field)),
    ...more.flatMap((field) => columnOf(field) ?? []),
  ];
}

export type RunLayout = ReturnType<typeof useRunLayout>;
