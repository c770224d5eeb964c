import { computed, watch, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { tellUnread } from '../../data/address/unread-parts.ts';
import { type ExploreState, readState, unknownParts, writeState } from './explore-state.ts';

/** What the screen shows: the address has it, so that Back, reload and a copied link show the same. */
export function useExploreState(): {
  readonly state: ComputedRef<ExploreState>;
  change(next: Partial<ExploreState>): void;
} {
  const route = useRoute();
  const router = useRouter();
  const home = route.path;
  const state = computed(() => readState(route.query));
  const change = (next: Partial<ExploreState>): void => {
    const query = { ...route.query, ...writeState({ ...state.value, ...next }) };
    void router.replace({ path: route.path, query });
  };
  watch(
    () => (route.path === home ? unknownParts(route.query) : []),
    (unknown) => {
      if (unknown.length === 0) return;
      unknown.forEach(([name, text]) => tellUnread(name, text));
      change({});
    },
    { immediate: true },
  );
  return { state, change };
}
