import { computed, type Ref } from 'vue';
import type { CellRow } from './cell-rows.ts';
import { runIdsOf, type TableLine } from './table-lines.ts';
import { type Ticked, tickedOf } from '../../ui/data-table/selection.ts';

/** Which runs of a table of cells are ticked, line by line: a cell's line stands for all of its runs. */
export function useTicks(chosen: Ref<ReadonlySet<string>>, rows: () => readonly CellRow[]) {
  const allIds = computed(() => rows().flatMap(({ members }) => members.flatMap(({ id }) => id ?? [])));
  function ticked(line: TableLine): Ticked {
    const ids = runIdsOf(line);
    return tickedOf(ids.filter((id) => chosen.value.has(id)).length, ids.length);
  }
  return {
    allTicked: computed(() => tickedOf(chosen.value.size, allIds.value.length)),
    ticked,
    tick(line: TableLine): void {
      const next = new Set(chosen.value);
      const isRemoved = ticked(line) === true;
      for (const id of runIdsOf(line)) {
        if (isRemoved) next.delete(id);
        else next.add(id);
      }
      chosen.value = next;
    },
    tickAll(all: boolean): void {
      chosen.value = new Set(all ? allIds.value : []);
    },
  };
}
