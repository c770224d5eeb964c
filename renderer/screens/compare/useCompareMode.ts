import type { WritableComputedRef } from 'vue';
import { oneOfKind } from '../../data/address/address-kinds.ts';
import { useAddress } from '../../data/address/useAddress.ts';

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
export const useCompareMode = (): WritableComputedRef<CompareMode> =>
  useAddress('view', oneOfKind(compareModes.map(({ value }) => value)), 'curves');
