import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { addressWriter } from '../../data/address/address-writer.ts';

/** Ways to look at compared runs, by their names in the address. */
export const compareModes = [
  { value: 'curves', label: 'Curves' },
  { value: 'multiples', label: 'All metrics' },
  { value: 'boundaries', label: 'Boundaries' },
  { value: 'weights', label: 'Weights' },
  { value: 'confusion', label: 'Classes' },
] as const;
export type CompareMode = (typeof compareModes)[number]['value'];

/** How the page looks at its runs, as the address has it; what is not known there is curves. */
export function useCompareMode(): WritableComputedRef<CompareMode> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => compareModes.find(({ value }) => value === route.query['view'])?.value ?? 'curves',
    set: (mode) => addressWriter(router).write('view', mode === 'curves' ? undefined : mode),
  });
}
