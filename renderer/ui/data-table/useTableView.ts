import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, watch, type Ref } from 'vue';
import { useIdleSteps } from '../useIdleSteps.ts';
import type { PlacedColumn } from './data-column.ts';

interface ShownTable<Place extends PlacedColumn> {
  readonly count: () => number;
  /** In CSS pixels, like all sizes here. */
  readonly rowHeight: () => number;
  readonly headHeight: () => number;
  readonly footRoom: () => number;
  readonly viewHeight: () => number;
  readonly pinned: () => readonly Place[];
  readonly moving: () => readonly Place[];
}

/**
 * Extra rows and columns around those in view, so that scrolling finds them rendered. They come one step after the other: together they
 * would hold up the hand.
 */
const overscans = [
  { rows: 0, columns: 0 },
  { rows: 2, columns: 0 },
  { rows: 4, columns: 0 },
  { rows: 6, columns: 0 },
  { rows: 6, columns: 1 },
  { rows: 6, columns: 2 },
] as const;
const lastStep = overscans.length - 1;
/** What is out of view waits this long: it must not hold up what is in view. */
const viewAloneMs = 300;
/** After that each step waits until the page is idle, but no longer than this. */
const longestAloneMs = 2000;

/** Which rows and columns of a table are in the view of `scroller`, and where. */
export function useTableView<Place extends PlacedColumn>(
  scroller: Readonly<Ref<HTMLElement | null>>,
  table: ShownTable<Place>,
) {
  const { count, rowHeight, headHeight, footRoom, viewHeight, pinned, moving } = table;
  const step = useIdleSteps(lastStep, { afterMs: viewAloneMs, longestMs: longestAloneMs });
  const overscan = computed(() => overscans[step.value]!);
  const virtualRows = useVirtualizer(
    computed(() => {
      const height = rowHeight();
      return {
        count: count(),
        getScrollElement: () => scroller.value,
        estimateSize: () => height,
        overscan: overscan.value.rows,
        // The sticky head covers the height of the first row; what floats covers the last ones.
        scrollPaddingStart: headHeight(),
        scrollPaddingEnd: footRoom(),
      };
    }),
  );
  watch(rowHeight, () => virtualRows.value.measure());

  const widthOf = (places: readonly PlacedColumn[]): number =>
    places.reduce((sum, { width }) => sum + width, 0);
  const pinnedWidth = computed(() => widthOf(pinned()));
  const virtualColumns = useVirtualizer(
    computed(() => ({
      horizontal: true,
      count: moving().length,
      getScrollElement: () => scroller.value,
      estimateSize: (index: number) => moving()[index]?.width ?? 0,
      paddingStart: pinnedWidth.value,
      overscan: overscan.value.columns,
    })),
  );
  const widths = computed(() => [pinnedWidth.value, ...moving().map(({ width }) => width)].join());
  watch(widths, () => virtualColumns.value.measure());
  const columnRange = computed(() => {
    const items = virtualColumns.value.getVirtualItems();
    return `${items[0]?.index ?? 0} ${items.at(-1)?.index ?? -1}`;
  });

  return {
    rows: computed(() => virtualRows.value.getVirtualItems()),
    rowsHeight: computed(() => virtualRows.value.getTotalSize()),
    totalWidth: computed(() => pinnedWidth.value + widthOf(moving())),
    /**
     * Rows are reused while scrolling: a row that leaves at one end returns at the other with another index, which costs a tenth of
     * building it anew. There are enough of them for the height, so that no two in view share a key.
     */
    pooledRows: computed(() => {
      // The first rows are rendered before the view is measured; with too few keys for them, most would be built twice.
      const height = Math.max(viewHeight(), virtualRows.value.scrollRect?.height ?? 0);
      return Math.ceil(height / rowHeight()) + 2 * overscans[lastStep]!.rows + 4;
    }),
    /** Scrolling columns in view, and the width of those before them. */
    inView: computed(() => {
      const [first = 0, last = -1] = columnRange.value.split(' ').map(Number);
      return { before: widthOf(moving().slice(0, first)), columns: moving().slice(first, last + 1) };
    }),
    scrollTo: (index: number): void => virtualRows.value.scrollToIndex(index, { align: 'auto' }),
    rowsInView: (): number =>
      Math.max(1, Math.floor((scroller.value?.clientHeight ?? 280) / rowHeight()) - 2),
  };
}
