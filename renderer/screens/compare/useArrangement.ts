import { computed } from 'vue';
import { usePreference } from '#data';

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

/** `ids` with the pinned ones first, otherwise in the same order. */
export function pinnedFirst(ids: readonly string[], pinned: ReadonlySet<string>): string[] {
  return [...ids.filter((id) => pinned.has(id)), ...ids.filter((id) => !pinned.has(id))];
}

/** `ids` with one moved by `step` places, no further than the ends. */
export function moveBy(ids: readonly string[], id: string, step: number): string[] {
  const from = ids.indexOf(id);
  if (from < 0) return [...ids];
  const to = Math.min(ids.length - 1, Math.max(0, from + step));
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}

/** `ids` with one moved to the place of `target`; those in between shift. */
export function moveTo(ids: readonly string[], id: string, target: string): string[] {
  const to = ids.indexOf(target);
  return to < 0 ? [...ids] : moveBy(ids, id, to - ids.indexOf(id));
}

/** Remembers a value, dropping the oldest ones beyond `most`. The newest is last. */
export function rememberLast<Value>(
  known: Readonly<Record<string, Value>>,
  key: string,
  value: Value,
  most: number,
): Record<string, Value> {
  const others = Object.entries(known).filter(([other]) => other !== key);
  return Object.fromEntries([...others, [key, value] as const].slice(-most));
}
