import { shortPointName, sweepMembers } from '#experiments';
import type { Connection } from './connection.ts';
import { createGridReader } from './stored-grid.ts';
import { type RunProgressRow, progressRunsSql, toRunProgress } from './sweep-list.ts';
import { type SweepRow, toSweep } from './sweeps.ts';

/** A matching run, in the order of its list. */
export interface ListedRun {
  readonly run: number;
  readonly id: string;
}

export interface FoldedCell {
  readonly cell: number;
  readonly name: string;
  readonly runs: readonly ListedRun[];
}

/** Divides the matching runs of a sweep into its cells, each placed where its first run is; runs outside any cell are separate. */
export function createSweepFolds(db: Connection) {
  const selectProgress = db.prepare<[number], RunProgressRow>(progressRunsSql).raw();
  const readGrid = createGridReader();

  return (row: SweepRow, listed: readonly ListedRun[]): { cells: FoldedCell[]; others: ListedRun[] } => {
    const grid = readGrid(toSweep(row));
    if (!grid.ok) return { cells: [], others: [...listed] };
    const standing = selectProgress.all(row.sweep_id).map(toRunProgress);
    const places = new Map(
      sweepMembers(grid.cells, standing).flatMap((members, cell) =>
        members.flatMap(({ run }) => (run === null ? [] : [[run.id, cell] as const])),
      ),
    );
    const byCell = new Map<number, ListedRun[]>();
    const others: ListedRun[] = [];
    for (const run of listed) {
      const cell = places.get(run.id);
      const known = cell === undefined ? others : byCell.get(cell);
      if (known === undefined) byCell.set(cell!, [run]);
      else known.push(run);
    }
    const cells = [...byCell].map(([cell, runs]) => ({
      cell,
      name: shortPointName(grid.cells[cell]!.grid),
      runs,
    }));
    return { cells, others };
  };
}
