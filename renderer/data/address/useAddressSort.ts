import type { WritableComputedRef } from 'vue';
import { orderOfKind, orNone, type Order } from './address-kinds.ts';
import { useAddress } from './useAddress.ts';

/** The sort order of a screen's table, by one of `keys`; null, which is left out of the address, keeps the rows' own order. */
export function useAddressSort(keys: readonly string[]): WritableComputedRef<Order | null> {
  return useAddress('sort', orNone(orderOfKind(keys)), null);
}
