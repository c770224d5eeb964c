import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
  type ColumnSizingState,
  type Updater,
} from '@tanstack/vue-table';
import { computed } from 'vue';
import { usePreference } from '../../data/usePreference.ts';
import { pinnedColumns, runColumns, type RunColumn } from './columns.ts';

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

const columnById = new Map(runColumns.map((column) => [column.id, column]));
const hiddenAtFirst = Object.fromEntries(
  runColumns.filter((column) => column.hiddenAtFirst).map((column) => [column.id, false]),
);
const isPinned = (id: string): boolean => (pinnedColumns as readonly string[]).includes(id);
const movableIds = runColumns.map((column) => column.id).filter((id) => !isPinned(id));

/** A visible column with its place. `left` is where a pinned one sticks. */
export interface PlacedColumn {
  readonly column: RunColumn;
  readonly width: number;
  readonly left: number | null;
}

/** Order, width and visibility of the history's columns, remembered. Rows are the window's business, not the table's. */
export function useRunColumns() {
  const order = usePreference('runs.columnOrder');
  const widths = usePreference('runs.columnWidths');
  const chosenVisibility = usePreference('runs.columnVisibility');
  const visibility = computed(() => ({ ...hiddenAtFirst, ...chosenVisibility.value }));

  // Columns that are newer than the remembered order follow it.
  const fullOrder = computed(() => {
    const known = order.value.filter((id) => movableIds.includes(id));
    return [...pinnedColumns, ...known, ...movableIds.filter((id) => !known.includes(id))];
  });

  const table = useTable({
    features,
    columns: runColumns.map(({ id, width }) => ({ id, size: width, minSize: Math.min(width, 48) })),
    data: [],
    columnResizeMode: 'onChange',
    initialState: { columnPinning: { start: [...pinnedColumns], end: [] } },
    state: computed(() => ({
      columnOrder: fullOrder.value,
      columnSizing: widths.value,
      columnVisibility: visibility.value,
    })),
    onColumnSizingChange: (next: Updater<ColumnSizingState>) => {
      widths.value = typeof next === 'function' ? next(widths.value) : next;
    },
  });

  const placed = computed<PlacedColumn[]>(() =>
    [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()].map((column) => ({
      column: columnById.get(column.id)!,
      width: column.getSize(),
      left: isPinned(column.id) ? column.getStart('start') : null,
    })),
  );

  /** Columns that can be hidden and moved, in order, for the columns panel. */
  const movable = computed(() =>
    fullOrder.value
      .filter((id) => !isPinned(id))
      .map((id) => ({ column: columnById.get(id)!, visible: visibility.value[id] !== false })),
  );

  function setVisible(id: string, visible: boolean): void {
    chosenVisibility.value = { ...chosenVisibility.value, [id]: visible };
  }

  /** Puts column `id` where column `before` is; null puts it last. */
  function move(id: string, before: string | null): void {
    if (id === before || isPinned(id) || (before !== null && isPinned(before))) return;
    const rest = fullOrder.value.filter((other) => other !== id && !isPinned(other));
    const at = before === null ? rest.length : rest.indexOf(before);
    order.value = [...rest.slice(0, at), id, ...rest.slice(at)];
  }

  function startResize(id: string, event: Event): void {
    const header = table.getLeafHeaders().find((candidate) => candidate.column.id === id);
    header?.getResizeHandler()(event);
  }

  function resetWidth(id: string): void {
    table.getColumn(id)?.resetSize();
  }

  function resetAll(): void {
    order.value = [];
    widths.value = {};
    chosenVisibility.value = {};
  }

  return { placed, movable, setVisible, move, startResize, resetWidth, resetAll };
}

export type RunColumns = ReturnType<typeof useRunColumns>;
