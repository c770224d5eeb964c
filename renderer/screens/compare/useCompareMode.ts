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

const modeKind = oneOfKind(compareModes.map(({ value }) => value));

/** How the page looks at its runs. */
export function useCompareMode(): WritableComputedRef<CompareMode> {
  return useAddress<CompareMode>('view', modeKind, 'curves', { enters: true });
}
