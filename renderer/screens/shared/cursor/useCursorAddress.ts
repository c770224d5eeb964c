import { watch } from 'vue';
import { count, orNone } from '../../../data/address/address-kinds.ts';
import { useAddress } from '../../../data/address/useAddress.ts';
import type { EpochCursor } from './useEpochCursor.ts';

/** Keeps in the address where the cursor was put; while it plays it is nowhere in particular. Returns the cursor. */
export function useCursorAddress(cursor: EpochCursor): EpochCursor {
  const inAddress = useAddress<number | null>('at', orNone(count()), null, { drags: true });
  let isPlaced = inAddress.value === null;
  watch(
    cursor.last,
    (last) => {
      // Before that, no run is read, or the one that trains is not there yet.
      if (isPlaced || last < Math.max(1, inAddress.value ?? 0)) return;
      isPlaced = true;
      cursor.go(inAddress.value ?? Infinity);
    },
    { immediate: true },
  );
  watch(inAddress, (epoch) => {
    if (isPlaced && epoch !== cursor.held.value) cursor.go(epoch ?? Infinity);
  });
  watch(
    [cursor.held, cursor.playing],
    ([held, playing]) => {
      if (held !== null || playing) isPlaced = true; // somebody was quicker
      if (isPlaced && !playing) inAddress.value = held;
    },
    { flush: 'sync' },
  );
  return cursor;
}
