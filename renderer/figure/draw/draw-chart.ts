import type { Chart, ChartConfiguration } from 'chart.js';
import { drawAxisBreak } from '../axis-break.ts';
import type { ChartTheme } from '../chart-theme.ts';
import type { Axis, ChartPlot, Datum, Mark } from '../figure.ts';
import { figureOptions, placeScale, valueAxis } from '../figure-options.ts';
import { drawBaseLines, stackedAxes } from '../stacked-axes.ts';
import { areaDataset, boxesDataset } from './draw-boxes.ts';
import { cellsDataset, drawCells } from './draw-cells.ts';
import { drawStems, pointsDataset } from './draw-points.ts';
import { drawRules } from './draw-rules.ts';
import { drawSurface } from './draw-surface.ts';

/** What a drawn point stands for. */
export interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly datum: Datum;
}

/** A plot as a chart.js chart. */
export function chartOf(plot: ChartPlot, theme: ChartTheme): ChartConfiguration {
  const options = figureOptions(theme);
  const of = <Kind extends Mark['kind']>(kind: Kind) =>
    plot.marks.filter((mark): mark is Extract<Mark, { kind: Kind }> => mark.kind === kind);
  const [points, cells, rules] = [of('points'), of('cells'), of('rule')];
  const hasWords = rules.some(({ label }) => label !== undefined);
  const breakAt = plot.x.breakAt ?? null;
  return {
    type: (cells.length > 0 ? 'matrix' : 'scatterWithErrorBars') as 'scatter',
    data: {
      datasets: [
        // First: each fills down to the previous dataset.
        ...of('area').map((mark, index) => areaDataset(mark, index, theme)),
        ...points.map((mark) => pointsDataset(mark, plot, theme)),
        ...of('boxes').map((mark) => boxesDataset(mark, theme)),
        ...cells.map((mark) => cellsDataset(mark, theme)),
      ] as never,
    },
    options: {
      ...options,
      layout: { padding: { top: hasWords ? 18 : 8, right: 12 } },
      interaction: plot.isReadAlongX
        ? { mode: 'nearest', axis: 'x', intersect: false }
        : { mode: 'nearest', intersect: true },
      scales: scalesOf(plot, theme) as never,
      plugins: {
        ...options.plugins,
        tooltip: {
          ...(options.plugins!.tooltip as object),
          callbacks: {
            title: ([item]) => (item ? (item.raw as Drawn).datum.title : ''),
            label: ({ raw }) => [...(raw as Drawn).datum.lines],
          },
        },
        figureOverlay: {
          below(chart: Chart) {
            drawBaseLines(chart, plot.y.slice(0, -1).map(({ id }) => id), theme); // oxfmt-ignore
            for (const mark of of('surface')) drawSurface(chart, mark, theme);
            drawRules(chart, rules, theme);
            for (const mark of points) drawStems(chart, mark, theme);
          },
          above(chart: Chart) {
            drawAxisBreak(chart, breakAt, theme);
            for (const mark of cells) drawCells(chart, mark, theme);
          },
        },
      },
    },
  };
}

function scalesOf({ x, y, heightPx, marks }: ChartPlot, theme: ChartTheme): Record<string, object> {
  const isMatrix = marks.some(({ kind }) => kind === 'cells');
  const bare = isMatrix ? { grid: { display: false }, border: { display: false } } : {};
  // Rectangles would flip the axis, and leave room at both ends.
  const scale = (axis: Axis, horizontal: boolean): object => ({
    ...scaleOf(axis, theme, horizontal),
    ...{ offset: false, reverse: false },
    ...bare,
  });
  const across = { ...scale(x, true), ...(heightPx === undefined ? {} : { position: 'top' }) };
  if (y.length === 1) return { x: across, y: scale(y[0]!, false) };
  return { x: across, ...stackedAxes(y.map((panel) => ({ ...panel, axis: scale(panel, false) }))) };
}

function scaleOf(
  { title, range, ticks, isLogarithmic, isSteep }: Axis,
  theme: ChartTheme,
  horizontal: boolean,
): object {
  return ticks
    ? placeScale(theme, { range, ticks }, title, { horizontal, isSteep })
    : valueAxis(theme, { range, title, horizontal, logarithmic: isLogarithmic ?? false });
}
