import { watchDebounced } from '@vueuse/core';
import type { Ref } from 'vue';
import { usePreference } from '#data';

/** A filter that stood this long was meant, in milliseconds. */
const restMs = 3000;
const mostKept = 30;

/** Earlier filters, latest first; `filter` joins them once it has stood for a while. */
export function useFilterHistory(filter: Ref<string>): Ref<readonly string[]> {
  const kept = usePreference('runs.queries');
  watchDebounced(
    filter,
    (wanted) => {
      if (wanted === '' || kept.value[0] === wanted) return;
      kept.value = [wanted, ...kept.value.filter((other) => other !== wanted)].slice(0, mostKept);
    },
    { debounce: restMs, immediate: true },
  );
  return kept;
}
