import { computed, type ComputedRef, type Ref } from 'vue';
import { usePreference } from '../../data/usePreference.ts';
import { moveBy, moveTo, pinnedFirst, rememberLast } from './arrange.ts';

/** What a dragged row carries: the id of its run. */
export const draggedRun = 'text/lambdascope-run';

/** Order, colours and pins of compared runs, as the user set them. */
export interface Arrangement {
  readonly pinned: ComputedRef<ReadonlySet<string>>;
  /** Palette places chosen by hand, which a run keeps in every comparison. */
  readonly colours: Ref<Readonly<Record<string, number>>>;
  move(id: string, step: number): void;
  moveTo(id: string, target: string): void;
  togglePin(id: string): void;
  recolour(id: string, slot: number): void;
}

const mostColours = 500;
const mostPins = 200;

/** Pins and colours are kept as preferences; the order is the address'. */
export function useArrangement(
  ids: () => readonly string[],
  set: (ids: readonly string[]) => void,
): Arrangement {
  const pins = usePreference('compare.pinned');
  const colours = usePreference('compare.colours');
  const pinned = computed(() => new Set(Object.keys(pins.value)));
  // A run moves among its like: pinned ones stay above the others.
  const arranged = (next: readonly string[]): void => set(pinnedFirst(next, pinned.value));
  return {
    pinned,
    colours,
    move: (id, step) => arranged(moveBy(ids(), id, step)),
    moveTo: (id, target) => arranged(moveTo(ids(), id, target)),
    togglePin(id) {
      const { [id]: before, ...others } = pins.value;
      pins.value = before ? others : rememberLast(others, id, true, mostPins);
      arranged(ids());
    },
    recolour(id, slot) {
      colours.value = rememberLast(colours.value, id, slot, mostColours);
    },
  };
}
