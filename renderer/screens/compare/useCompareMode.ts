import type { WritableComputedRef } from 'vue';
import { oneOfKind, useAddress } from '#data';
import { optionsOf } from '#words';

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
