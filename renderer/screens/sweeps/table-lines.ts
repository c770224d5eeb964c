import type { SweepRunSummary } from '#api';
import type { CellRow } from './cell-rows.ts';

/** A line of the table of cells: a cell, or one run of an open cell. `members` are the runs that count for it. */
export type TableLine = { readonly key: string; readonly row: CellRow } & (
  | { readonly kind: 'cell'; readonly members: readonly SweepRunSummary[] }
  | { readonly kind: 'run'; readonly member: SweepRunSummary }
);

/** The lines of the rows, in order. With `brushed`, only cells and runs that include some of these runs. */
export function flatten(
  rows: readonly CellRow[],
  expanded: ReadonlySet<number>,
  brushed: ReadonlySet<string> | null,
): TableLine[] {
  return rows.flatMap((row): TableLine[] => {
    const members = brushed ? row.members.filter(({ id }) => id !== null && brushed.has(id)) : row.members;
    if (brushed && members.length === 0) return [];
    const cell: TableLine = { key: `${row.cell}`, kind: 'cell', row, members };
    if (!expanded.has(row.cell)) return [cell];
    return [
      cell,
      ...members.map((member): TableLine => {
        return { key: `${row.cell} ${member.seed}`, kind: 'run', row, member };
      }),
    ];
  });
}

/** Ids of the runs that a line represents. */
export function runIdsOf(line: TableLine): string[] {
  const members = line.kind === 'cell' ? line.members : [line.member];
  return members.flatMap(({ id }) => id ?? []);
}
