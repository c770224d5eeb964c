import { computed } from 'vue';
import type { EpochCursor } from './useEpochCursor.ts';

/** The cursor as a position among the epochs that have a picture. */
export function keptPlayer(cursor: EpochCursor, epochs: () => readonly number[]) {
  return {
    /** Index of the picture nearest to the cursor; -1 if there is none. */
    index: computed(() => nearestIndex(epochs(), cursor.epoch.value)),
    playing: cursor.playing,
    go(index: number): void {
      const kept = epochs();
      // Nothing is kept beyond the last picture: there the cursor follows.
      cursor.go(index >= kept.length - 1 ? Infinity : (kept[Math.max(0, index)] ?? 0));
    },
    toggle: cursor.toggle,
  };
}

/** Index of the element of `epochs`, ascending, that is nearest to `epoch`; the earlier of two equally near ones. */
export function nearestIndex(epochs: readonly number[], epoch: number): number {
  const after = epochs.findIndex((kept) => kept >= epoch);
  if (after <= 0) return after < 0 ? epochs.length - 1 : 0;
  return epoch - epochs[after - 1]! <= epochs[after]! - epoch ? after - 1 : after;
}

export type Player = ReturnType<typeof keptPlayer>;
