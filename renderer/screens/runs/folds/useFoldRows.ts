import type { AnsweredSweepLine } from '#api';
import { useRunStore, useSweepAnswers } from '#data';
import type { RunList } from '../useRunList.ts';
import type { FoldLine, Folds } from './useFolds.ts';
import { type Ticked, tickedOf } from '../../../ui/data-table/selection.ts';

interface FoldTable {
  readonly list: RunList;
  readonly folds: Folds;
  readonly range: () => readonly [first: number, last: number];
  readonly selectedIds: () => readonly string[];
}

/** Table rows that are sweeps or cells: their text, how much of them is selected, and the keys that open them. */
export function useFoldRows({ list, folds, range, selectedIds }: FoldTable) {
  const runStore = useRunStore();
  const levels = { sweep: 1, cell: 2 } as const;

  function foldAt(index: number): FoldLine | undefined {
    const line = list.lineAt(index);
    return line?.kind === 'run' ? undefined : line;
  }
  function sweepOf(line: FoldLine): string {
    return line.kind === 'cell' ? line.sweep : line.id;
  }
  const answers = useSweepAnswers(() => {
    const [first, last] = range();
    const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => foldAt(first + at));
    return lines.flatMap((line) => (line === undefined ? [] : sweepOf(line)));
  });

  /** Selected runs of a sweep or a cell, visible or not. */
  function selectedIn(line: FoldLine): number {
    const ids = selectedIds();
    if (line.kind === 'sweep') return ids.filter((id) => runStore.byId.get(id)?.sweepId === line.id).length;
    const own = new Set(line.ids);
    return ids.filter((id) => own.has(id)).length;
  }
  const tickOf = (line: FoldLine): Ticked =>
    tickedOf(selectedIn(line), line.kind === 'cell' ? line.ids.length : line.runs);

  return {
    foldAt,
    answerOf: (line: FoldLine): AnsweredSweepLine | undefined => answers.value.get(sweepOf(line)),
    selectedIn,
    tickOf,
    /** Attributes of a row in a folded table. */
    attributesOf(index: number): Readonly<Record<string, unknown>> {
      const line = list.lineAt(index);
      if (folds.open.value === undefined || line === undefined) return {};
      if (line.kind === 'run') return { 'aria-level': line.depth + 1 };
      return {
        ...{ 'aria-level': levels[line.kind], 'aria-expanded': line.isOpen },
        'aria-selected': tickOf(line) === true,
      };
    },
    /** The right and left arrows open and close, Enter toggles. True if the key was for a sweep or a cell. */
    onKey({ key }: KeyboardEvent, index: number): boolean {
      const line = foldAt(index);
      if (!line || !['ArrowRight', 'ArrowLeft', 'Enter'].includes(key)) return false;
      folds.toggle(line, key === 'Enter' ? !line.isOpen : key === 'ArrowRight');
      return true;
    },
  };
}
