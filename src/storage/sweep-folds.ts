import { shortPointName, sweepMembers } from '#experiments';
import type { Connection } from './connection.ts';
import { createGridReader } from './stored-grid.ts';
import { type StandingRow, standingRunsSql, toStandingRun } from './sweep-list.ts';
import { type SweepRow, toSweep } from './sweeps.ts';

/** A run that matches, in the order of its list. */
export interface ListedRun {
  readonly run: number;
  readonly id: string;
}

export interface FoldedCell {
  readonly cell: number;
  readonly name: string;
  readonly runs: readonly ListedRun[];
}

/** Divides the runs of a sweep that match into its cells: each where its first run stands, those of no cell apart. */
export function createSweepFolds(db: Connection) {
  const selectStanding = db.prepare<[number], StandingRow>(standingRunsSql).raw();
  const readGrid = createGridReader();

  return (row: SweepRow, listed: readonly ListedRun[]): { cells: FoldedCell[]; others: ListedRun[] } => {
    const grid = readGrid(toSweep(row));
    if (!grid.ok) return { cells: [], others: [...listed] };
    const standing = selectStanding.all(row.sweep_id).map(toStandingRun);
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
