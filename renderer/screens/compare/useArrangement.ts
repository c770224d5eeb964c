import { computed } from 'vue';
import { usePreference } from '../../data/usePreference.ts';
import { moveBy, moveTo, pinnedFirst, rememberLast } from './arrange.ts';

/** What a dragged row carries: the id of its run. */
export const draggedRun = 'text/lambdascope-run';

const mostColours = 500;
const mostPins = 200;

/** Order, colours and pins of compared runs, as set by the user: the order is in the address, the others are preferences. */
export function useArrangement(ids: () => readonly string[], set: (ids: readonly string[]) => void) {
  const pins = usePreference('compare.pinned');
  /** Palette slots chosen by hand, which a run keeps in every comparison. */
  const colours = usePreference('compare.colours');
  const pinned = computed(() => new Set(Object.keys(pins.value)));
  // A run moves among its peers: pinned ones stay above the others.
  const arranged = (next: readonly string[]): void => set(pinnedFirst(next, pinned.value));
  return {
    pinned,
    colours,
    move: (id: string, step: number): void => arranged(moveBy(ids(), id, step)),
    moveTo: (id: string, target: string): void => arranged(moveTo(ids(), id, target)),
    togglePin(id: string): void {
      const { [id]: before, ...others } = pins.value;
      pins.value = before ? others : rememberLast(others, id, true, mostPins);
      arranged(ids());
    },
    recolour(id: string, slot: number): void {
      colours.value = rememberLast(colours.value, id, slot, mostColours);
    },
  };
}

export type Arrangement = ReturnType<typeof useArrangement>;
