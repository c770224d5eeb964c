import { computed, shallowRef, watch, type WatchSource } from 'vue';
import type { PlaceSpan } from '#figure';

/** Ids of the runs selected in the figure or in the list beside it; none once one of `sources` changes. */
export function useMarkedRuns(sources: WatchSource[]) {
  /** Selected in the figure, with the ranges; the list shows only these. */
  const brushed = shallowRef<ReadonlySet<string> | null>(null);
  const spans = shallowRef<readonly PlaceSpan[] | null>(null);
  /** Selected in the list. */
  const chosen = shallowRef<ReadonlySet<string>>(new Set());
  const selected = computed(() => (chosen.value.size > 0 ? chosen.value : brushed.value));

  function brush(ids: readonly string[] | null): void {
    brushed.value = ids === null ? null : new Set(ids);
    chosen.value = new Set();
  }
  function clear(): void {
    brushed.value = spans.value = null;
    chosen.value = new Set();
  }
  watch(sources, clear);

  return { brushed, spans, chosen, selected, brush, clear };
}
