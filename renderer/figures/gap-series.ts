import {
  oneStandardErrorPick,
  summarize,
  type Summary,
  withinOneStandardError,
  type WithinOneStandardError,
} from '#api';
import { type Cube, type CubeCell, heldCells, pointOn } from './cube.ts';
import type { AxisPoint, FigureAxis } from './figure-axes.ts';

export type GapMetric = 'loss' | 'accuracy';
export type GapQuantity = 'training' | 'validation' | 'gap';

/**
 * A completed run's values of the three quantities. The gap of accuracies is training minus validation, so that overfitting is positive.
 */
export interface GapRun extends Readonly<Record<GapQuantity, number>> {
  readonly id: string;
  readonly name: string;
  readonly seed: number;
}

/** One cell of the sweep, as a place on the x axis. */
export interface GapCell extends CubeCell, Readonly<Record<GapQuantity, Summary>> {
  readonly point: AxisPoint;
  /** The runs that have values. */
  readonly runs: readonly GapRun[];
  /** The point's number; the cells of a series ascend in it. */
  readonly lambda: number;
}

/** Cells that differ only along x. */
export interface GapSeries {
  /** What they have in common: the points of the other axes; empty if there are none. */
  readonly label: string;
  /** Position among the points of the other axes, 0 to 1; null if they have no order. */
  readonly share: number | null;
  readonly cells: readonly GapCell[];
  /** Where validation loss is lowest and, for a strength, the one-standard-error pick. */
  readonly judgement: WithinOneStandardError<GapCell> | null;
  readonly pick: GapCell | null;
}

export interface GapData {
  readonly axis: FigureAxis;
  readonly metric: GapMetric;
  readonly series: readonly GapSeries[];
}

/**
 * Training, validation and gap along one axis of a sweep, averaged over the seeds of each cell. `held` gives the point of each other axis
 * that does not vary from series to series.
 */
export function gapData(
  cube: Cube,
  axis: FigureAxis,
  held: ReadonlyMap<number, number>,
  metric: GapMetric,
): GapData {
  const varied = cube.axes.filter((other) => other !== axis && !held.has(other.index));
  const groups = new Map<string, { points: AxisPoint[]; way: string | null; cells: GapCell[] }>();
  for (const cell of heldCells(cube, held)) {
    const point = pointOn(axis, cell);
    const points = varied.map((other) => pointOn(other, cell));
    const ways = axis.ways.length === 0 ? [null] : point.way === null ? axis.ways : [point.way];
    for (const way of ways) {
      const key = [way, ...points.map(({ index }) => index)].join();
      const group = groups.get(key) ?? { points, way, cells: [] };
      groups.set(key, group);
      group.cells.push(gapCell(cell, point, metric, cube.at));
    }
  }
  const isOrdered = axis.ways.length === 0 && varied.every(({ kind }) => kind === 'number');
  const sorted = [...groups.values()].sort((a, b) => compareRanks(a.points, b.points, varied));
  const series = sorted.map(({ points, way, cells }, index): GapSeries => {
    const names = points.map(({ label }, at) => `${varied[at]!.short} ${label}`);
    const ascending = cells.sort((a, b) => axis.points.indexOf(a.point) - axis.points.indexOf(b.point));
    return {
      label: [...(way === null ? [] : [way]), ...names].join(', '),
      share: isOrdered && sorted.length > 1 ? index / (sorted.length - 1) : null,
      cells: ascending,
      ...judge(ascending, axis.strength),
    };
  });
  return { axis, metric, series };
}

/** Every cell of a figure once: lines that start from no penalty at all share a point. */
export function cellsOf({ series }: GapData): GapCell[] {
  return [...new Map(series.flatMap(({ cells }) => cells.map((cell) => [cell.cell, cell]))).values()];
}

function judge(cells: readonly GapCell[], isStrength: boolean): Pick<GapSeries, 'judgement' | 'pick'> {
  if (!isStrength) return { judgement: withinOneStandardError(cells), pick: null };
  const judgement = oneStandardErrorPick(cells);
  // With one run per cell there is no standard error to pick by.
  return { judgement, pick: judgement && judgement.standardError !== null ? judgement.pick : null };
}

function gapCell(cell: CubeCell, point: AxisPoint, metric: GapMetric, at: Cube['at']): GapCell {
  const { summary, members, resplit } = cell;
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
  const unmeasured = Array.from({ length: summary.completed - runs.length }, () => Number.NaN);
  const means =
    metric === 'loss'
      ? {
          training: summary.dataLoss,
          validation: summary.validationLoss,
          gap: summary.generalizationGap,
        }
      : {
          training: summary.accuracy,
          validation: summary.validationAccuracy,
          gap: summarize([...runs.map(({ gap }) => gap), ...unmeasured], resplit),
        };
  return { ...cell, ...means, point, runs, lambda: point.value ?? 0 };
}

function compareRanks(a: readonly AxisPoint[], b: readonly AxisPoint[], axes: readonly FigureAxis[]): number {
  for (const [index, { points }] of axes.entries()) {
    const difference = points.indexOf(a[index]!) - points.indexOf(b[index]!);
    if (difference !== 0) return difference;
  }
  return 0;
}
