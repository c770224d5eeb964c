import {
  type CellSummary,
  type JudgedAt,
  type SeededCell,
  summarizeCells,
  type SweepDetail,
  type SweepRunSummary,
  withinOneStandardError,
} from '#api';
import type { Choices, Figure } from '#figure';
import { type AxisPoint, type FigureAxis, figureAxes } from './figure-axes.ts';

/** The part of a sweep that figures need. */
export type FigureSweep = Pick<SweepDetail, 'definition' | 'grid' | 'members'>;

/** What a figure of a sweep is made from. */
export interface SweepInput {
  readonly sweep: FigureSweep;
  /** The epoch by which runs are judged. */
  readonly at: JudgedAt;
  /** Runs to highlight; null for none in particular. */
  readonly selected: ReadonlySet<string> | null;
  readonly choices: Choices;
}

export type MakeSweepFigure = (input: SweepInput) => Figure;

/** A cell of the grid with its runs over the seeds, and their summary. */
export interface CubeCell extends SeededCell {
  readonly cell: number;
  /** Its point on each axis of the definition. */
  readonly points: readonly number[];
  readonly members: readonly SweepRunSummary[];
  /** Ids of the runs that exist. */
  readonly runIds: readonly string[];
  readonly summary: CellSummary;
}

/** A sweep as figures see it: its axes, and its cells over them. */
export interface Cube {
  readonly sweep: FigureSweep;
  readonly at: JudgedAt;
  readonly axes: readonly FigureAxis[];
  readonly cells: readonly CubeCell[];
  /** The points of the cell with the lowest mean validation loss, otherwise of the first cell: where axes that do not vary are held. */
  readonly best: readonly number[];
}

export function sweepCube(sweep: FigureSweep, at: JudgedAt): Cube {
  const summaries = summarizeCells(sweep.grid.length, sweep.members, at);
  const byCell = Map.groupBy(sweep.members, ({ cell }) => cell);
  const cells = sweep.grid.map(({ points }, cell): CubeCell => {
    const summary = summaries[cell]!;
    const members = byCell.get(cell) ?? [];
    return {
      cell,
      points,
      members,
      runIds: members.flatMap(({ id }) => id ?? []),
      summary,
      losses: summary.losses,
      resplit: summary.resplit,
    };
  });
  const best = withinOneStandardError(cells)?.best ?? cells[0];
  return { sweep, at, axes: figureAxes(sweep), cells, best: best?.points ?? [] };
}

/** The cells at the given point of each held axis, by the axis's index. */
export function heldCells(
  { cells }: Pick<Cube, 'cells'>,
  held: ReadonlyMap<number, number>,
): readonly CubeCell[] {
  return cells.filter(({ points }) => [...held].every(([axis, point]) => points[axis] === point));
}

/** The point of a cell on an axis. */
export function pointOn(axis: FigureAxis, { points }: Pick<CubeCell, 'points'>): AxisPoint {
  return axis.points.find(({ index }) => index === points[axis.index])!;
}

/** Shown if the runs that have ended have nothing to show. */
export function nothingToShow(cells: readonly CubeCell[]): string | null {
  if (cells.some(({ summary }) => summary.completed > 0)) return null;
  return cells.some(({ summary }) => summary.diverged > 0)
    ? 'Every run that ended diverged: there is no value to show.'
    : 'No run has completed yet.';
}
