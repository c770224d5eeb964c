import { computed, type ComputedRef } from 'vue';

/** A list that stays one object for as long as its items are the same: what follows from it is not worked out again. */
export function steadyList<Item>(list: () => readonly Item[]): ComputedRef<readonly Item[]> {
  return computed((before?: readonly Item[]) => {
    const next = list();
    return before?.length === next.length && before.every((item, at) => item === next[at]) ? before : next;
  });
}
