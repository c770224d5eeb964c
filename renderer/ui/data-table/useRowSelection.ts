import { computed, shallowRef, watch } from 'vue';
import { rowAfterKey } from './row-after-key.ts';
import {
  emptySelection,
  extend,
  keepExisting,
  selectOnly,
  tickedOf,
  toggle,
  type Selection,
} from './selection.ts';

interface Grid {
  scrollTo(index: number): void;
  rowsInView(): number;
}

/** Selection in a table whose rows are all loaded, by mouse and keyboard. Rows that are removed are deselected. */
export function useRowSelection(ids: () => readonly string[], grid: () => Grid | null | undefined) {
  const selection = shallowRef<Selection>(emptySelection);
  const idAt = (index: number): string | undefined => ids()[index];
  const selectedIds = computed(() => ids().filter((id) => selection.value.ids.has(id)));
  const allSelected = computed(() => tickedOf(selectedIds.value.length, ids().length));

  watch(ids, (now) => {
    const there = new Set(now);
    const gone = [...selection.value.ids].filter((id) => !there.has(id));
    selection.value = keepExisting(selection.value, new Set(gone), now.length);
  });

  function selectAll(all: boolean): void {
    const { cursor } = selection.value;
    selection.value = { ids: new Set(all ? ids() : []), cursor, anchor: cursor };
  }

  return {
    selection,
    selectedIds,
    allSelected,
    selectAll,
    toggleRow: (index: number): void => void (selection.value = toggle(selection.value, index, idAt)),
    onRowClick(index: number, { shiftKey, ctrlKey, metaKey }: MouseEvent): void {
      if (shiftKey) selection.value = extend(selection.value, index, idAt);
      else if (ctrlKey || metaKey) selection.value = toggle(selection.value, index, idAt);
      else selection.value = selectOnly(index, idAt);
    },
    /** True if the key was for the selection. */
    onKeydown(event: KeyboardEvent): boolean {
      const { cursor } = selection.value;
      const target = rowAfterKey(event.key, cursor, ids().length, grid()?.rowsInView() ?? 1);
      if (target !== null) {
        selection.value = event.shiftKey ? extend(selection.value, target, idAt) : selectOnly(target, idAt);
        grid()?.scrollTo(target);
      } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') selectAll(true);
      else if (event.key === ' ' && cursor >= 0) selection.value = toggle(selection.value, cursor, idAt);
      else if (event.key === 'Escape' && selection.value.ids.size > 0) selectAll(false);
      else return false;
      return true;
    },
  };
}
