import type { WritableComputedRef } from 'vue';
import { orderOfKind, orNone, type Order } from './address-kinds.ts';
import { useAddress } from './useAddress.ts';

/** What a screen's table is ordered by, one of `keys`; null, which stands in no address, is the order that its rows have. */
export function useAddressSort(keys: readonly string[]): WritableComputedRef<Order | null> {
  return useAddress('sort', orNone(orderOfKind(keys)), null);
}
