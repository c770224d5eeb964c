import {
  type CellSummary,
  type JudgedAt,
  oneStandardErrorPick,
  type OneStandardErrorPick,
  type SeedValue,
  summarize,
  summarizeCells,
  type Summary,
  type SweepDetail,
  type SweepRunSummary,
  withinOneStandardError,
  type WithinOneStandardError,
} from '#api';
import type { AxisPoint, FigureAxis } from './figure-axes.ts';

export type GapMetric = 'loss' | 'accuracy';
export const gapQuantities = ['training', 'validation', 'gap'] as const;
export type GapQuantity = (typeof gapQuantities)[number];

/** A completed run's values of the three quantities. The gap of accuracies is training minus validation: overfitting is above 0. */
export interface GapRun extends Readonly<Record<GapQuantity, number>> {
  readonly id: string;
  readonly name: string;
  readonly seed: number;
}

/** One cell of the sweep, as a place on the x axis. */
export interface GapCell extends Readonly<Record<GapQuantity, Summary>> {
  readonly cell: number;
  readonly point: AxisPoint;
  readonly runs: readonly GapRun[];
  readonly diverged: readonly SweepRunSummary[];
  /** Runs of which nothing is shown: those that failed, and those that are to come, under way, stopped or missing. */
  readonly failed: number;
  readonly unfinished: number;
  /** Validation losses by seed: by which cells are judged, whatever the metric shown. */
  readonly losses: readonly SeedValue[];
  /** As in the cell's summary. */
  readonly resplit: number | null;
  /** The point's number; cells of a series ascend in it. */
  readonly lambda: number;
}

/** Cells that differ along x alone. */
export interface GapSeries {
  /** What they have in common: the points of the other axes; empty when there are none. */
  readonly label: string;
  /** Place among the points of the other axes, 0 to 1; null when they have no order. */
  readonly share: number | null;
  readonly cells: readonly GapCell[];
  /** Where validation loss is lowest, and for a strength the one-standard-error pick. */
  readonly judgement: WithinOneStandardError<GapCell> | null;
  readonly pick: GapCell | null;
}

export interface GapFigure {
  readonly axis: FigureAxis;
  readonly metric: GapMetric;
  readonly at: JudgedAt;
  readonly series: readonly GapSeries[];
}

export interface GapChoice {
  readonly axes: readonly FigureAxis[];
  readonly axis: FigureAxis;
  /** The point at which another axis is held, by the axis's index; an axis without one varies from series to series. */
  readonly held: ReadonlyMap<number, number>;
  readonly metric: GapMetric;
  readonly at: JudgedAt;
}

/** Training, validation and gap along one axis of a sweep, averaged over the seeds of each cell. */
export function gapFigure(sweep: Pick<SweepDetail, 'grid' | 'members'>, choice: GapChoice): GapFigure {
  const { axes, axis, held, metric, at } = choice;
  const others = axes.filter((other) => other.index !== axis.index);
  const summaries = summarizeCells(sweep.grid.length, sweep.members, at);
  const byCell = Map.groupBy(sweep.members, ({ cell }) => cell);
  const groups = new Map<string, { points: AxisPoint[]; way: string | null; cells: GapCell[] }>();

  sweep.grid.forEach(({ points }, cell) => {
    const place = pointOf(axis, points);
    const rest = others.map((other) => pointOf(other, points));
    if (others.some((other) => held.has(other.index) && held.get(other.index) !== points[other.index]))
      return;
    const varied = rest.filter((_, index) => !held.has(others[index]!.index));
    const ways = axis.ways.length === 0 ? [null] : place.way === null ? axis.ways : [place.way];
    for (const way of ways) {
      const key = [way, ...varied.map(({ index }) => index)].join();
      const group = groups.get(key) ?? { points: varied, way, cells: [] };
      groups.set(key, group);
      group.cells.push(gapCell(place, cell, summaries[cell]!, byCell.get(cell) ?? [], metric, at));
    }
  });

  const order = others.filter(({ index }) => !held.has(index));
  const ordered = axis.ways.length === 0 && order.every(({ kind }) => kind === 'number');
  const sorted = [...groups.values()].sort((a, b) => compareRanks(a.points, b.points, order));
  const series = sorted.map(({ points, way, cells }, index): GapSeries => {
    const names = points.map(({ label }, at) => `${order[at]!.short} ${label}`);
    const ascending = cells.sort((a, b) => rank(axis, a.point) - rank(axis, b.point));
    return {
      label: [...(way === null ? [] : [way]), ...names].join(', '),
      share: ordered && sorted.length > 1 ? index / (sorted.length - 1) : null,
      cells: ascending,
      ...judge(ascending, axis.strength),
    };
  });
  return { axis, metric, at, series };
}

function judge(cells: readonly GapCell[], strength: boolean): Pick<GapSeries, 'judgement' | 'pick'> {
  if (!strength) return { judgement: withinOneStandardError(cells), pick: null };
  const judgement: OneStandardErrorPick<GapCell> | null = oneStandardErrorPick(cells);
  // With one run a cell there is no standard error to pick by.
  return { judgement, pick: judgement && judgement.standardError !== null ? judgement.pick : null };
}

function gapCell(
  point: AxisPoint,
  cell: number,
  { losses, resplit, completed, failed, unfinished }: CellSummary,
  members: readonly SweepRunSummary[],
  metric: GapMetric,
  at: JudgedAt,
): GapCell {
  const runs = members.flatMap((member): GapRun[] => {
    const metrics = member.status === 'completed' ? member[at] : null;
    if (metrics === null || member.id === null) return [];
    const [training, validation] =
      metric === 'loss'
        ? [metrics.dataLoss, metrics.validationLoss]
        : [metrics.accuracy, metrics.validationAccuracy];
    const gap = metric === 'loss' ? validation - training : training - validation;
    return [{ id: member.id, name: member.name ?? member.id, seed: member.seed, training, validation, gap }];
  });
  const unmeasured = Array.from({ length: completed - runs.length }, () => Number.NaN);
  return {
    cell,
    point,
    runs,
    diverged: members.filter(({ status }) => status === 'diverged'),
    failed,
    unfinished,
    losses,
    resplit,
    lambda: point.value ?? 0,
    training: summarize([...runs.map(({ training }) => training), ...unmeasured], resplit),
    validation: summarize([...runs.map(({ validation }) => validation), ...unmeasured], resplit),
    gap: summarize([...runs.map(({ gap }) => gap), ...unmeasured], resplit),
  };
}

function pointOf(axis: FigureAxis, points: readonly number[]): AxisPoint {
  const index = points[axis.index]!;
  return axis.points.find((point) => point.index === index)!;
}

function rank(axis: FigureAxis, point: AxisPoint): number {
  return axis.points.indexOf(point);
}

function compareRanks(a: readonly AxisPoint[], b: readonly AxisPoint[], axes: readonly FigureAxis[]): number {
  for (const [index, axis] of axes.entries()) {
    const difference = rank(axis, a[index]!) - rank(axis, b[index]!);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The cell at which the others of a figure should be held: that of the lowest mean validation loss, else the first. */
export function bestCell(sweep: Pick<SweepDetail, 'grid' | 'members'>, at: JudgedAt): readonly number[] {
  const cells = summarizeCells(sweep.grid.length, sweep.members, at);
  const best = withinOneStandardError(cells)?.best;
  return sweep.grid[best ? cells.indexOf(best) : 0]?.points ?? [];
}
