import { computed, type Ref } from 'vue';
import { nextSort, type CellValue, type TableSort } from './data-column.ts';
import { sortRows } from './sort-rows.ts';

/** Loaded rows sorted by a column according to `sort`; a third click on its head restores their own order. */
export function useTableSort<Row>(
  rows: () => readonly Row[],
  valueOf: (key: string) => ((row: Row) => CellValue) | undefined,
  sort: Ref<TableSort | null>,
) {
  const sorted = computed((): readonly Row[] => {
    const value = sort.value && valueOf(sort.value.key);
    return sort.value && value ? sortRows(rows(), value, sort.value.descending) : rows();
  });
  function sortBy(key: string): void {
    const isTurned = sort.value?.key === key && sort.value.descending;
    sort.value = isTurned ? null : nextSort(sort.value, key);
  }
  return { sorted, sortBy };
}
