import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { type ExploreState, readState, writeState } from './explore-state.ts';

/** What the screen shows: the address has it, so that Back, reload and a copied link show the same. */
export function useExploreState(): {
  readonly state: ComputedRef<ExploreState>;
  change(next: Partial<ExploreState>): void;
} {
  const route = useRoute();
  const router = useRouter();
  const state = computed(() => readState(route.query));
  return {
    state,
    change(next) {
      const query = { ...route.query, ...writeState({ ...state.value, ...next }) };
      void router.replace({ path: route.path, query });
    },
  };
}
