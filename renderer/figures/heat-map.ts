import { type SeededCell, type Summary, withinOneStandardError, type WithinOneStandardError } from '#api';
import type { Cell } from '../figure/figure.ts';
import { type CubeCell, pointOn } from './cube.ts';
import type { AxisPoint, FigureAxis } from './figure-axes.ts';
import type { OfferedMetric } from './metric-control.ts';

/** One square of the map. */
export interface HeatCell extends CubeCell {
  readonly x: AxisPoint;
  readonly y: AxisPoint;
  /** Summary of the chosen metric. */
  readonly value: Summary;
}

export interface HeatMap {
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  readonly metric: OfferedMetric;
  readonly cells: readonly HeatCell[];
  /** By validation loss, whatever is shown; null if no cell can be compared. */
  readonly comparison: WithinOneStandardError<Pick<HeatCell, 'x' | 'y' | keyof SeededCell>> | null;
  /** Ends of the colour scale; null if nothing has a value. */
  readonly range: readonly [low: number, high: number] | null;
  /** Equal ratios, not equal differences, are equal steps of colour. */
  readonly isLogarithmic: boolean;
}

/** The best cell and those within one standard error of it are determined by validation loss, whatever is shown. */
export function heatMapOf(
  held: readonly CubeCell[],
  [x, y]: readonly [FigureAxis, FigureAxis],
  metric: OfferedMetric,
  wantsLogarithm: boolean,
): HeatMap {
  const cells = held.map((cell): HeatCell => ({
    ...cell,
    x: pointOn(x, cell),
    y: pointOn(y, cell),
    value: cell.summary[metric],
  }));
  const means = cells.flatMap(({ value }) => value.mean ?? []);
  const range = means.length === 0 ? null : ([Math.min(...means), Math.max(...means)] as const);
  const isLogarithmic = wantsLogarithm && range !== null && range[0] > 0;
  return { x, y, metric, cells, range, isLogarithmic, comparison: withinOneStandardError(cells) };
}

export function edgeOf({ comparison }: HeatMap, cell: HeatCell): Cell['edge'] {
  if (comparison?.best === cell) return 'best';
  return comparison?.within.includes(cell) ? 'near' : null;
}

/** Position of a cell's colour on the scale, 0 to 1; null if it has no value. */
export function shareOf({ range, isLogarithmic }: HeatMap, { value: { mean } }: HeatCell): number | null {
  if (mean === null || !range) return null;
  const [low, high] = range;
  if (high === low) return 0.5;
  return isLogarithmic ? Math.log(mean / low) / Math.log(high / low) : (mean - low) / (high - low);
}
