import type { WritableComputedRef } from 'vue';
import { oneOfKind } from '../../data/address/address-kinds.ts';
import { useAddress } from '../../data/address/useAddress.ts';
import { optionsOf } from '../../words/options.ts';

/** Ways to look at compared runs, by their names in the address. */
export const compareModes = optionsOf({
  curves: 'Curves',
  multiples: 'All metrics',
  boundaries: 'Boundaries',
  weights: 'Weights',
  confusion: 'Classes',
});
export type CompareMode = (typeof compareModes)[number]['value'];

const modeKind = oneOfKind(compareModes.map(({ value }) => value));

/** How the page looks at its runs. */
export function useCompareMode(): WritableComputedRef<CompareMode> {
  return useAddress<CompareMode>('view', modeKind, 'curves', { enters: true });
}
