import type { NamedConfusion } from '../../../figures/confusion-words.ts';
import type { FigureTable } from '../../../figure/figure-table.ts';

/** A row for each pair of classes of each run. */
export function confusionsTable(
  runs: readonly { readonly name: string; readonly confusion: NamedConfusion }[],
): FigureTable {
  return {
    columns: ['run', 'class', 'taken for', 'samples'],
    rows: runs.flatMap(({ name, confusion: { matrix, names } }) =>
      Array.from(matrix, (count, at) => [
        name,
        names[Math.floor(at / names.length)]!,
        names[at % names.length]!,
        count,
      ]),
    ),
  };
}
