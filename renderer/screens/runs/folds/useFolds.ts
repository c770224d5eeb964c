import type { FoldedLine } from '#api';
import { computed } from 'vue';
import { namesKind, useAddress } from '#data';

export type FoldLine = Exclude<FoldedLine, { kind: 'run' }>;
type Open = { readonly sweep: string; readonly cell: number | null };

/** Maximum number of sweeps and cells open at once: as many as an address can carry. */
const mostOpen = 100;

/** In an address a sweep is its id, and a cell adds its number: `a1b2.7`. */
const writeOpen = ({ sweep, cell }: Open): string => (cell === null ? sweep : `${sweep}.${cell}`);
function readOpen(text: string): Open | null {
  const [, sweep, cell] = /^([0-9a-z]{1,64})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  return sweep === undefined ? null : { sweep, cell: cell === undefined ? null : Number(cell) };
}

/** Which sweeps are open in the table, and which of their cells. */
export function useFolds(isFolded: () => boolean) {
  const inAddress = useAddress<ReadonlySet<string>>('open', namesKind, new Set());
  const opened = computed((): readonly Open[] =>
    [...inAddress.value].flatMap((text) => readOpen(text) ?? []),
  );
  const keyOf = (line: FoldLine): Open =>
    line.kind === 'sweep' ? { sweep: line.id, cell: null } : { sweep: line.sweep, cell: line.cell };

  return {
    /** In the form a list request takes: undefined if sweeps are not folded. */
    open: computed(() => (isFolded() ? [...opened.value] : undefined)),
    /** Closing a sweep forgets which of its cells were open; beyond the limit, the first is closed. */
    toggle(line: FoldLine, isOpen = !line.isOpen): void {
      const { sweep, cell } = keyOf(line);
      const others = opened.value.filter(
        (one) => one.sweep !== sweep || (cell !== null && one.cell !== cell),
      );
      const next = isOpen ? [...others, { sweep, cell }].slice(-mostOpen) : others;
      inAddress.value = new Set(next.map(writeOpen));
    },
  };
}

export type Folds = ReturnType<typeof useFolds>;
