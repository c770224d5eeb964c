import type { ChartConfiguration } from 'chart.js';
import { breakSegment } from '../../../figure/axis-break.ts';
import { viridisLine } from '../../../figure/viridis.ts';
import { type ChartTheme, withOpacity } from '../../../figure/chart-theme.ts';
import type { AxisRange } from '../../../figure/ticks.ts';
import type { AxisPlaces } from './axis-places.ts';
import type { GapCell, GapFigure, GapQuantity, GapSeries } from './gap-figure.ts';
import { describeRuns, describeSummary } from './gap-words.ts';

/** What a drawn point stands for: one run, or a cell. */
export interface GapTarget {
  readonly cell: GapCell;
  readonly runIds: readonly string[];
  readonly text: string;
}

export interface GapPoint {
  readonly x: number;
  readonly y: number;
  readonly yMin?: number;
  readonly yMax?: number;
  readonly target: GapTarget;
}

/** Below this many runs their spread is better seen than summed up. */
export const fewRuns = 5;
/** From here on points stand too close for their marks. */
const manyCells = 100;
const dashes: Readonly<Record<GapQuantity, number[]>> = { training: [], validation: [5, 3], gap: [] };
const slots: Readonly<Record<GapQuantity, number>> = { training: 0, validation: 1, gap: 7 };

/** What the point of a dataset stands for. */
export function gapTarget(
  configuration: ChartConfiguration,
  datasetIndex: number,
  index: number,
): GapTarget | null {
  const point = configuration.data.datasets[datasetIndex]?.data[index] as GapPoint | undefined;
  return point?.target ?? null;
}

/** In the sweep's own picture colour tells quantities apart, as on a run's page; with several series it tells these. */
export function seriesColor(
  { share }: GapSeries,
  index: number,
  quantity: GapQuantity,
  single: boolean,
  theme: ChartTheme,
): string {
  if (single) return theme.series[slots[quantity]]!;
  return share === null ? theme.series[index % theme.series.length]! : viridisLine(share, theme.surface);
}

export interface DrawnSeries {
  readonly figure: GapFigure;
  readonly series: GapSeries;
  readonly index: number;
  readonly quantity: GapQuantity;
  readonly places: AxisPlaces;
  readonly selected: ReadonlySet<string> | null;
  readonly theme: ChartTheme;
}

export function gapDatasets(drawn: DrawnSeries): object[] {
  const { figure, series, index, quantity, places, selected, theme } = drawn;
  const single = figure.series.length === 1;
  const color = seriesColor(series, index, quantity, single, theme);
  const yAxisID = quantity === 'gap' ? 'gap' : 'y';
  // Neighbouring bars would cover each other at one place.
  const shift = single
    ? { training: -0.07, validation: 0.07, gap: 0 }[quantity] * places.halfStep
    : ((index + 0.5) / figure.series.length - 0.5) * places.halfStep * 0.6;
  const x = (cell: GapCell): number => places.place(cell.point) + shift;
  const means = series.cells.flatMap((cell): GapPoint[] => {
    const { mean, ci95 } = cell[quantity];
    if (mean === null) return [];
    const bar = ci95 ? { yMin: ci95[0], yMax: ci95[1] } : {};
    return [{ x: x(cell), y: mean, ...bar, target: cellTarget(figure, cell, quantity) }];
  });
  const curve = {
    label: quantity,
    data: means,
    yAxisID,
    showLine: figure.axis.kind === 'number',
    borderColor: color,
    backgroundColor: color,
    borderWidth: 1.5,
    borderDash: dashes[quantity],
    segment: breakSegment(places.breakAt, color),
    pointRadius: series.cells.length > manyCells ? 1 : 3.5,
    pointHoverRadius: 5,
    errorBarColor: single ? color : withOpacity(color, 0.5),
    errorBarWhiskerColor: single ? color : withOpacity(color, 0.5),
    errorBarLineWidth: 1.25,
    errorBarWhiskerLineWidth: 1.25,
    errorBarWhiskerSize: series.cells.length > manyCells ? 0 : 7,
  };
  const raw = series.cells.flatMap((cell) =>
    cell.runs
      .filter(({ id }) =>
        selected ? selected.has(id) : single && cell.runs.length < fewRuns && cell.runs.length > 1,
      )
      .map((run): GapPoint => ({
        x: x(cell) + (single ? shift : 0) * 1.5,
        y: run[quantity],
        target: runTarget(figure, cell, run.id, quantity),
      })),
  );
  const dots = {
    label: `${quantity}, single runs`,
    data: raw,
    yAxisID,
    showLine: false,
    borderColor: color,
    backgroundColor: selected ? color : withOpacity(color, 0.25),
    borderWidth: 1,
    pointRadius: 2.5,
    pointHoverRadius: 4,
  };
  return [curve, dots];
}

function cellTarget(figure: GapFigure, cell: GapCell, quantity: GapQuantity): GapTarget {
  const values = (['training', 'validation', 'gap'] as const).map(
    (name) => `${name === quantity ? '▸ ' : ''}${name} ${describeSummary(cell[name], figure.metric, name)}`,
  );
  const text = [...values, ...describeRuns(cell, cell[quantity].excluded)].join('\n');
  return { cell, runIds: cell.runs.map(({ id }) => id), text };
}

function runTarget(figure: GapFigure, cell: GapCell, id: string, quantity: GapQuantity): GapTarget {
  const run = cell.runs.find((candidate) => candidate.id === id)!;
  const summary = { n: 1, excluded: 0, mean: run[quantity], sd: null, standardError: null, ci95: null };
  const value = describeSummary(summary, figure.metric, quantity).replace(', n = 1', '');
  return { cell, runIds: [id], text: `${run.name}, seed ${run.seed}\n${quantity} ${value}` };
}

/** Red crosses along the upper edge, one a cell, whatever value the runs broke off at. */
export function divergedDataset(
  { series }: GapFigure,
  places: AxisPlaces,
  range: AxisRange,
  theme: ChartTheme,
): object {
  const cells = new Map(series.flatMap((line) => line.cells.map((cell) => [cell.cell, cell] as const)));
  const data = [...cells.values()]
    .filter(({ diverged }) => diverged.length > 0)
    .map((cell): GapPoint => {
      const runIds = cell.diverged.flatMap(({ id }) => id ?? []);
      return {
        x: places.place(cell.point),
        y: range.max,
        target: { cell, runIds, text: describeRuns(cell, 0).join('\n') },
      };
    });
  return {
    label: 'diverged',
    data,
    yAxisID: 'y',
    showLine: false,
    clip: 8,
    borderColor: theme.danger,
    borderWidth: 2,
    pointStyle: 'crossRot',
    pointRadius: 5,
    pointHoverRadius: 7,
  };
}
