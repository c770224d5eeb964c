import { watch } from 'vue';
import { count, orNone, useAddress } from '#data';
import type { EpochCursor } from './useEpochCursor.ts';

/** Keeps in the address where the cursor was put, but no position during playback. Returns the cursor. */
export function useCursorAddress(cursor: EpochCursor): EpochCursor {
  const inAddress = useAddress<number | null>('at', orNone(count()), null, { drags: true });
  let isPlaced = inAddress.value === null;
  watch(
    cursor.last,
    (last) => {
      // Before that, no run has been read, or the requested epoch has not been trained yet.
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
      if (held !== null || playing) isPlaced = true; // the user was quicker
      if (isPlaced && !playing) inAddress.value = held;
    },
    { flush: 'sync' },
  );
  return cursor;
}
