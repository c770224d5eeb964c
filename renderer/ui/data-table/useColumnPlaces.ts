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
import type { DataColumn, PlacedColumn } from './data-column.ts';

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

const leastWidth = 48;

/**
 * The positions of columns in a view of `viewWidth`, pinned ones first, and their resizing; `resize` stores a width. `scale` is the
 * magnification of the text.
 */
export function useColumnPlaces<Column extends DataColumn>(
  columns: () => readonly Column[],
  viewWidth: () => number,
  scale: () => number,
  resize: (id: string, width: number) => void,
) {
  const pinnedIds = computed(() => columns().flatMap(({ id, isPinned }) => (isPinned ? [id] : [])));
  const widths = computed(() => Object.fromEntries(columns().map(({ id, width }) => [id, width * scale()])));

  const table = useTable({
    features,
    columns: computed(() =>
      columns().map(({ id, width }) => ({ id, size: width, minSize: Math.min(width, leastWidth * scale()) })),
    ),
    data: [],
    columnResizeMode: 'onChange',
    state: computed(() => ({
      columnOrder: columns().map(({ id }) => id),
      columnPinning: { start: pinnedIds.value, end: [] },
      columnSizing: widths.value,
    })),
    onColumnSizingChange: (next: Updater<ColumnSizingState>) => {
      const sizes = typeof next === 'function' ? next(widths.value) : next;
      for (const [id, width] of Object.entries(sizes))
        if (width !== widths.value[id]) resize(id, Math.round(width / scale()));
    },
  });

  const placed = computed((): PlacedColumn<Column>[] => {
    const byId = new Map(columns().map((column) => [column.id, column]));
    const shown = [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()];
    const taken = shown.reduce((sum, place) => sum + place.getSize(), 0);
    const left = columns().some(({ grows }) => grows) ? Math.max(0, viewWidth() - taken) : 0;
    return shown.flatMap((place, index) => {
      const column = byId.get(place.id);
      if (column === undefined) return [];
      return {
        column,
        index,
        width: place.getSize() + (column.grows ? left : 0),
        left: column.isPinned ? place.getStart('start') : null,
      };
    });
  });

  return {
    pinned: computed(() => placed.value.filter(({ left }) => left !== null)),
    moving: computed(() => placed.value.filter(({ left }) => left === null)),
    /** Called when the edge of a head is pressed with mouse or finger. */
    startResize(id: string, event: Event): void {
      const header = table.getLeafHeaders().find((candidate) => candidate.column.id === id);
      header?.getResizeHandler()(event);
    },
  };
}
