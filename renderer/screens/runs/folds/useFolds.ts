import type { FoldedLine } from '#api';
import { computed, shallowRef } from 'vue';

export type FoldLine = Exclude<FoldedLine, { kind: 'run' }>;
type Open = { readonly sweep: string; readonly cell: number | null };

/** Sweeps and cells that the host takes as open at once. */
const mostOpen = 200;

/** Which sweeps are open in the table, and which of their cells. */
export function useFolds(isFolded: () => boolean) {
  const opened = shallowRef<readonly Open[]>([]);
  const keyOf = (line: FoldLine): Open =>
    line.kind === 'sweep' ? { sweep: line.id, cell: null } : { sweep: line.sweep, cell: line.cell };

  return {
    /** As a list asks for it: undefined where sweeps are not folded. */
    open: computed(() => (isFolded() ? [...opened.value] : undefined)),
    /** A sweep that is closed forgets which of its cells were open; of too many, the first is closed. */
    toggle(line: FoldLine, isOpen = !line.isOpen): void {
      const { sweep, cell } = keyOf(line);
      const others = opened.value.filter(
        (one) => one.sweep !== sweep || (cell !== null && one.cell !== cell),
      );
      opened.value = isOpen ? [...others, { sweep, cell }].slice(-mostOpen) : others;
    },
  };
}

export type Folds = ReturnType<typeof useFolds>;
