import { computed, type ComputedRef } from 'vue';

/** A list that stays the same object while its items are the same, so that nothing derived from it is computed again. */
export function steadyList<Item>(list: () => readonly Item[]): ComputedRef<readonly Item[]> {
  return computed((before?: readonly Item[]) => {
    const next = list();
    return before?.length === next.length && before.every((item, at) => item === next[at]) ? before : next;
  });
}
