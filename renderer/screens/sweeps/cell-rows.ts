import {
  oneStandardErrorPick,
  summarizeCells,
  withinOneStandardError,
  type CellSummary,
  type ConfigValue,
  type JudgedAt,
  type SeededCell,
  type SweepDetail,
  type SweepRunSummary,
} from '#api';
import { type GridColumn, isStrength, pointValues } from '#words';

/** One cell of a sweep in the form the table shows it. */
export interface CellRow extends SeededCell {
  readonly cell: number;
  /** One for each grid column. */
  readonly values: readonly ConfigValue[];
  readonly summary: CellSummary;
  readonly members: readonly SweepRunSummary[];
  /** The lowest mean validation loss among comparable cells, over the seeds that they have in common. */
  readonly isBest: boolean;
  /** The largest strength within one standard error of the best; only if a single strength is all that varies. */
  readonly isPick: boolean;
  /** Within one standard error of the best, itself included. */
  readonly isWithin: boolean;
}

/** The rows of a sweep judged at one epoch, in cell order. */
export function cellRows(sweep: SweepDetail, columns: readonly GridColumn[], at: JudgedAt): CellRow[] {
  const { grid, members, definition } = sweep;
  const summaries = summarizeCells(grid.length, members, at);
  const byCell = Map.groupBy(members, ({ cell }) => cell);
  const rows = grid.map((cell, index) => ({
    cell: index,
    values: pointValues(cell.grid, columns, definition.base),
    summary: summaries[index]!,
    losses: summaries[index]!.losses,
    resplit: summaries[index]!.resplit,
    members: byCell.get(index) ?? [],
  }));
  // A single cell has nothing to compare with, and a single run has no standard error.
  const standing = rows.length > 1 ? withinOneStandardError(rows) : null;
  const isJudged = standing !== null && standing.summary.n > 1;
  const pick = isJudged ? pickOf(rows, columns) : null;
  return rows.map((row) => ({
    ...row,
    isBest: row === standing?.best,
    isPick: row === pick,
    isWithin: standing?.within.includes(row) ?? false,
  }));
}

/** True if a single regularization strength is all that varies: then "more" has a meaning. */
export function variesOneStrength(columns: readonly GridColumn[]): boolean {
  return columns.length === 1 && columns[0]!.paths.every(isStrength);
}

function pickOf<Row extends Pick<CellRow, 'values' | keyof SeededCell>>(
  rows: readonly Row[],
  columns: readonly GridColumn[],
): Row | null {
  if (!variesOneStrength(columns)) return null;
  const lambdas = rows.map((row) => ({ ...row, row, lambda: Number(row.values[0]) }));
  const ascending = lambdas.toSorted((a, b) => a.lambda - b.lambda);
  return oneStandardErrorPick(ascending)?.pick.row ?? null;
}
