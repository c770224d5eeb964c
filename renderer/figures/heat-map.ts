import {
  withinOneStandardError,
  commonSeeds,
  sumLeftOut,
  type SeededCell,
  type Summary,
  type WithinOneStandardError,
} from '#api';
import type { Cell, FigureTable } from '#figure';
import { pointOn, type CubeCell } from './cube.ts';
import type { AxisPoint, FigureAxis } from './figure-axes.ts';
import type { OfferedMetric } from './axis-choices.ts';
import { comparisonSentences, doubtSentences, formatMetric, judgedMetrics } from '#words';

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

/** What the map says, by validation loss whatever is shown. */
export function heatFinding({ cells, x, y, comparison }: HeatMap): string {
  const counts = cells.map(({ summary }) => ({ ...summary, excluded: summary.validationLoss.excluded }));
  const runs = Math.max(0, ...cells.map(({ summary }) => summary.validationLoss.n));
  const said = comparison
    ? comparisonSentences(comparison, {
        place: 'cell',
        name: `the one at ${x.short} ${comparison.best.x.label} and ${y.short} ${comparison.best.y.label}`,
        value: `${formatMetric(comparison.summary.mean)}, n = ${comparison.summary.n}`,
      })
    : [];
  const doubts = doubtSentences(comparison ?? commonSeeds(cells), 'cell', {
    runs,
    counts: sumLeftOut(counts),
  });
  return [...said, ...doubts].join(' ');
}

/** Every number of the map, a row per cell. */
export function heatTable(map: HeatMap): FigureTable {
  const name = judgedMetrics[map.metric].label;
  const ends = [`${name} 95 % low`, `${name} 95 % high`];
  return {
    columns: [map.x.long, map.y.long, name, ...ends, 'n', 'diverged', 'failed', 'not finished', 'mark'],
    rows: map.cells.map((cell) => [
      cell.x.value ?? cell.x.label,
      cell.y.value ?? cell.y.label,
      cell.value.mean,
      ...(cell.value.ci95 ?? [null, null]),
      cell.value.n,
      cell.summary.diverged,
      cell.summary.failed,
      cell.summary.unfinished,
      { best: 'lowest', near: 'within one standard error', none: '' }[edgeOf(map, cell) ?? 'none'],
    ]),
  };
}
