import type { Chart, ChartConfiguration } from 'chart.js';
import { breakSegment, drawAxisBreak } from '../../../charts/figures/axis-break.ts';
import type { FigureKey } from '../../../charts/figures/figure-legend.ts';
import { figureOptions, placeScale, valueAxis } from '../../../charts/figures/figure-options.ts';
import { drawBaseLines, stackedAxes } from '../../../charts/figures/stacked-axes.ts';
import { viridisLine } from '../../../charts/figures/viridis.ts';
import { type ChartTheme, withOpacity } from '../../../charts/chart-theme.ts';
import { metricWords } from '../../../charts/metric-words.ts';
import type { AxisRange } from '../../../charts/ticks.ts';
import { valueRange } from '../../../charts/value-range.ts';
import { axisPlaces, type AxisPlaces } from './axis-places.ts';
import type { GapCell, GapFigure, GapQuantity, GapSeries } from './gap-figure.ts';
import { describeRuns, describeSummary } from './gap-words.ts';

/** What a drawn point stands for: one run, or a cell. */
export interface GapTarget {
  readonly cell: GapCell;
  readonly runIds: readonly string[];
  readonly text: string;
}

interface GapPoint {
  readonly x: number;
  readonly y: number;
  readonly yMin?: number;
  readonly yMax?: number;
  readonly target: GapTarget;
}

/** Below this many runs their spread is better seen than summed up. */
export const fewRuns = 5;
const dashes: Readonly<Record<GapQuantity, number[]>> = { training: [], validation: [5, 3], gap: [] };
const slots: Readonly<Record<GapQuantity, number>> = { training: 0, validation: 1, gap: 7 };

/** The quantities that are drawn: with several series training would bury what is compared. */
export function shownQuantities({ series }: GapFigure): GapQuantity[] {
  return series.length > 1 ? ['validation', 'gap'] : ['training', 'validation', 'gap'];
}

/** Losses above, the gap below them, along one axis; see `GapFigure`. */
export function gapChart(
  figure: GapFigure,
  selected: ReadonlySet<string> | null,
  theme: ChartTheme,
): ChartConfiguration {
  const places = axisPlaces(figure.axis);
  const ranges = { top: rangeOf(figure, ['training', 'validation']), bottom: rangeOf(figure, ['gap']) };
  const lines = shownQuantities(figure).flatMap((quantity) =>
    figure.series.flatMap((series, index) =>
      datasetsOf({ figure, series, index, quantity, places, selected, theme }),
    ),
  );
  const datasets = [...lines, divergedDataset(figure, places, ranges.top, theme)];
  const noun = figure.metric === 'loss' ? 'loss (nats)' : 'accuracy';
  const options = figureOptions(theme);
  return {
    type: 'scatterWithErrorBars' as 'scatter',
    data: { datasets: datasets as never },
    options: {
      ...options,
      layout: { padding: { top: 18, right: 12 } },
      interaction: { mode: 'nearest', intersect: true },
      scales: {
        x: placeScale(theme, places, figure.axis.long),
        ...stackedAxes([
          { id: 'y', axis: valueAxis(theme, { range: ranges.top, title: noun }), weight: 5 },
          { id: 'gap', axis: valueAxis(theme, { range: ranges.bottom, title: 'gap' }), weight: 3 },
        ]),
      } as never,
      plugins: {
        ...options.plugins,
        tooltip: {
          ...(options.plugins!.tooltip as object),
          callbacks: {
            title: ([item]) => (item ? titleOf(figure, (item.raw as GapPoint).target.cell) : ''),
            label: ({ raw }) => (raw as GapPoint).target.text.split('\n'),
          },
        },
        figureOverlay: {
          below: (chart) => drawMarks(chart, figure, places, theme),
          above: (chart) => drawAxisBreak(chart, places.breakAt, theme),
        },
      },
    },
  };
}

/** What the point of a dataset stands for. */
export function gapTarget(
  configuration: ChartConfiguration,
  datasetIndex: number,
  index: number,
): GapTarget | null {
  const point = configuration.data.datasets[datasetIndex]?.data[index] as GapPoint | undefined;
  return point?.target ?? null;
}

export function gapKeys(figure: GapFigure, theme: ChartTheme): FigureKey[] {
  const word = figure.metric === 'loss' ? 'loss' : 'accuracy';
  const single = figure.series.length === 1;
  const keys: FigureKey[] = single
    ? [
        { label: `training ${word}`, color: theme.series[0]!, mark: 'line' },
        { label: `validation ${word}`, color: theme.series[1]!, mark: 'dashed' },
        { label: 'gap', color: theme.series[7]!, mark: 'line' },
      ]
    : figure.series.map((series, index) => ({
        label: series.label,
        color: colorOf(series, index, 'validation', false, theme),
        mark: 'dashed' as const,
      }));
  const cells = figure.series.flatMap((series) => series.cells);
  if (cells.some(({ diverged }) => diverged.length > 0))
    keys.push({ label: 'diverged', color: theme.danger, mark: 'cross' });
  return keys;
}

function titleOf({ axis, series }: GapFigure, cell: GapCell): string {
  const own = series.filter(({ cells }) => cells.includes(cell)).map(({ label }) => label);
  return [`${axis.short} ${cell.point.label}`, ...own.filter((label) => label !== '').slice(0, 1)].join(', ');
}

/** In the sweep's own picture colour tells quantities apart, as on a run's page; with several series it tells these. */
function colorOf(
  { share }: GapSeries,
  index: number,
  quantity: GapQuantity,
  single: boolean,
  theme: ChartTheme,
): string {
  if (single) return theme.series[slots[quantity]]!;
  return share === null ? theme.series[index % theme.series.length]! : viridisLine(share, theme.surface);
}

interface Drawn {
  readonly figure: GapFigure;
  readonly series: GapSeries;
  readonly index: number;
  readonly quantity: GapQuantity;
  readonly places: AxisPlaces;
  readonly selected: ReadonlySet<string> | null;
  readonly theme: ChartTheme;
}

function datasetsOf(drawn: Drawn): object[] {
  const { figure, series, index, quantity, places, selected, theme } = drawn;
  const single = figure.series.length === 1;
  const color = colorOf(series, index, quantity, single, theme);
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
    pointRadius: 3.5,
    pointHoverRadius: 5,
    errorBarColor: single ? color : withOpacity(color, 0.5),
    errorBarWhiskerColor: single ? color : withOpacity(color, 0.5),
    errorBarLineWidth: 1.25,
    errorBarWhiskerLineWidth: 1.25,
    errorBarWhiskerSize: 7,
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
  const text = [...values, ...describeRuns(cell)].join('\n');
  return { cell, runIds: cell.runs.map(({ id }) => id), text };
}

function runTarget(figure: GapFigure, cell: GapCell, id: string, quantity: GapQuantity): GapTarget {
  const run = cell.runs.find((candidate) => candidate.id === id)!;
  const summary = { n: 1, excluded: 0, mean: run[quantity], sd: null, standardError: null, ci95: null };
  const value = describeSummary(summary, figure.metric, quantity).replace(', n = 1', '');
  return { cell, runIds: [id], text: `${run.name}, seed ${run.seed}\n${quantity} ${value}` };
}

/** Red crosses along the upper edge, one a cell, whatever value the runs broke off at. */
function divergedDataset(
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
        target: { cell, runIds, text: describeRuns(cell).join('\n') },
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

/** All that is drawn; intervals of two or three runs may run out of the frame rather than flatten all the rest. */
function rangeOf(figure: GapFigure, quantities: readonly GapQuantity[]): AxisRange {
  const shown = quantities.filter((quantity) => shownQuantities(figure).includes(quantity));
  const cells = figure.series.flatMap((series) => series.cells);
  const values = cells.flatMap((cell) =>
    shown.flatMap((quantity) => [cell[quantity].mean ?? NaN, ...cell.runs.map((run) => run[quantity])]),
  );
  const finite = values.filter((value) => Number.isFinite(value));
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const room = (high - low) * 0.6;
  const ends = cells
    .flatMap((cell) => shown.flatMap((quantity) => cell[quantity].ci95 ?? []))
    .map((end) => Math.min(high + room, Math.max(low - room, end)));
  const limits = quantities.includes('gap')
    ? undefined
    : metricWords(figure.metric === 'loss' ? 'validationLoss' : 'validationAccuracy').limits;
  const drawn = Float64Array.from([...values, ...ends]);
  const range = valueRange([drawn], {
    logarithmic: false,
    limits: limits ?? (quantities.includes('gap') ? {} : { min: 0 }),
  });
  return range ?? { min: 0, max: 1 };
}

/** Hairlines at the lowest validation loss and at the pick, each with its word. */
function drawMarks(chart: Chart, figure: GapFigure, places: AxisPlaces, theme: ChartTheme): void {
  const x = chart.scales['x'];
  if (!x) return;
  drawBaseLines(chart, ['y'], theme);
  const { ctx, chartArea } = chart;
  const [series, ...more] = figure.series;
  if (!series?.judgement || more.length > 0) return;
  const best = series.judgement.best;
  const marks = [
    { cell: best, text: series.pick === best ? 'lowest, and one-SE pick' : 'lowest', dash: [] },
    ...(series.pick && series.pick !== best
      ? [{ cell: series.pick, text: 'one-SE pick', dash: [4, 3] }]
      : []),
  ];
  ctx.lineWidth = 1;
  ctx.fillStyle = theme.muted;
  ctx.textBaseline = 'bottom';
  for (const { cell, text, dash } of marks) {
    const left = Math.round(x.getPixelForValue(places.place(cell.point))) + 0.5;
    ctx.strokeStyle = theme.crosshair;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(left, chartArea.top);
    ctx.lineTo(left, chartArea.bottom);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.font = `11px ${theme.fontFamily}`;
    const width = ctx.measureText(text).width;
    const start = Math.min(Math.max(chartArea.left, left - width / 2), chartArea.right - width);
    ctx.fillText(text, start, chartArea.top - 2);
  }
}
