import { computed, type ComputedRef, type Ref } from 'vue';
import type { CellRow } from './cell-rows.ts';
import { runIdsOf, type TableLine } from './table-lines.ts';

/** How much of something is ticked. */
type Ticked = boolean | 'some';

export interface Ticks {
  readonly allTicked: ComputedRef<Ticked>;
  ticked(line: TableLine): Ticked;
  tick(line: TableLine): void;
  tickAll(all: boolean): void;
}

/** Which runs of a table of cells are chosen, line by line: a cell's line stands for all of its runs. */
export function useTicks(chosen: Ref<ReadonlySet<string>>, rows: () => readonly CellRow[]): Ticks {
  const allIds = computed(() => rows().flatMap(({ members }) => members.flatMap(({ id }) => id ?? [])));
  const share = (count: number, of: number): Ticked => (count === 0 ? false : count >= of ? true : 'some');
  function ticked(line: TableLine): Ticked {
    const ids = runIdsOf(line);
    return share(ids.filter((id) => chosen.value.has(id)).length, ids.length);
  }
  return {
    allTicked: computed(() => share(chosen.value.size, allIds.value.length)),
    ticked,
    tick(line) {
      const next = new Set(chosen.value);
      const isRemoved = ticked(line) === true;
      for (const id of runIdsOf(line)) {
        if (isRemoved) next.delete(id);
        else next.add(id);
      }
      chosen.value = next;
    },
    tickAll(all) {
      chosen.value = new Set(all ? allIds.value : []);
    },
  };
}
