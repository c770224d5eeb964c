import type { ChartConfiguration } from 'chart.js';
import { breakSegment, drawAxisBreak } from '../../../figure/axis-break.ts';
import type { FigureKey } from '../../../figure/figure-legend.ts';
import { figureOptions, placeScale, valueAxis } from '../../../figure/figure-options.ts';
import { drawBaseLines, stackedAxes } from '../../../figure/stacked-axes.ts';
import type { ChartTheme } from '../../../figure/chart-theme.ts';
import type { AxisRange } from '../../../figure/ticks.ts';
import { valueRange } from '../../../figure/value-range.ts';
import { denseLayerName, type Summary } from '#api';
import { formatLambda, formatMetric, formatPercent } from '../../../words/format.ts';
import { axisPlaces } from './axis-places.ts';
import type { PathCell, PathFigure } from './path-figure.ts';

/** Palette places of dense layers, as on a run's page. */
const layerSlots = [3, 5, 4, 2, 6, 0, 1, 7];

interface PathPoint {
  readonly x: number;
  readonly y: number;
  readonly yMin?: number;
  readonly yMax?: number;
  readonly cell: PathCell;
  readonly text: string;
}

interface PathLine {
  readonly yAxisID: 'norm' | 'share' | 'loss';
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
  readonly of: (cell: PathCell) => Summary | null;
  readonly format: (value: number) => string;
}

/** Norms, shares and validation loss above each other, along one axis. */
export function pathChart(figure: PathFigure, theme: ChartTheme): ChartConfiguration {
  const places = axisPlaces(figure.axis);
  const lines = linesOf(figure, theme);
  const datasets = lines.map((line) => ({
    label: line.name,
    yAxisID: line.yAxisID,
    data: figure.cells.flatMap((cell): PathPoint[] => {
      const summary = line.of(cell);
      if (!summary || summary.mean === null) return [];
      const { mean, ci95, n } = summary;
      const bar = ci95 ? { yMin: ci95[0], yMax: ci95[1] } : {};
      const interval = ci95 ? ` (95 % ${line.format(ci95[0])} to ${line.format(ci95[1])})` : '';
      const text = `${line.name} ${line.format(mean)}${interval}, n = ${n}`;
      return [{ x: places.place(cell.point), y: mean, ...bar, cell, text }];
    }),
    showLine: figure.axis.kind === 'number',
    borderColor: line.color,
    backgroundColor: line.color,
    borderWidth: 1.5,
    borderDash: line.dash,
    segment: breakSegment(places.breakAt, line.color),
    pointRadius: 3,
    pointHoverRadius: 5,
    errorBarColor: line.color,
    errorBarWhiskerColor: line.color,
    errorBarLineWidth: 1,
    errorBarWhiskerLineWidth: 1,
    errorBarWhiskerSize: 6,
  }));
  const range = (axis: PathLine['yAxisID']): AxisRange =>
    rangeOf(datasets.filter(({ yAxisID }) => yAxisID === axis).flatMap(({ data }) => data));
  const options = figureOptions(theme);
  return {
    type: 'scatterWithErrorBars' as 'scatter',
    data: { datasets: datasets as never },
    options: {
      ...options,
      scales: {
        x: placeScale(theme, places, figure.axis.long),
        ...stackedAxes([
          {
            id: 'norm',
            axis: valueAxis(theme, { range: range('norm'), title: `${figure.norm.toUpperCase()} norm` }),
            weight: 4,
          },
          { id: 'share', axis: valueAxis(theme, { range: range('share'), title: 'share' }), weight: 3 },
          { id: 'loss', axis: valueAxis(theme, { range: range('loss'), title: 'validation' }), weight: 3 },
        ]),
      } as never,
      plugins: {
        ...options.plugins,
        tooltip: {
          ...(options.plugins!.tooltip as object),
          callbacks: {
            title: ([item]) =>
              item ? `${figure.axis.short} ${(item.raw as PathPoint).cell.point.label}` : '',
            label: ({ raw }) => {
              const { text, cell } = raw as PathPoint;
              return cell.diverged > 0 ? [text, `${cell.diverged} diverged`] : text;
            },
          },
        },
        figureOverlay: {
          below: (chart) => drawBaseLines(chart, ['norm', 'share'], theme),
          above(chart) {
            drawAxisBreak(chart, places.breakAt, theme);
            const [x, loss] = [chart.scales['x'], chart.scales['loss']];
            if (!x || !loss) return;
            for (const { point, diverged } of figure.cells) {
              if (diverged > 0)
                drawCross(chart.ctx, x.getPixelForValue(places.place(point)), loss.top, theme);
            }
          },
        },
      },
    },
  };
}

export function pathKeys(figure: PathFigure, theme: ChartTheme): FigureKey[] {
  const depth = depthOf(figure);
  return [
    ...Array.from({ length: depth }, (_, layer) => ({
      label: denseLayerName(layer),
      color: layerColor(layer, theme),
      mark: 'point' as const,
    })),
    { label: `weights within ${formatLambda(figure.threshold)} of 0`, color: theme.muted, mark: 'line' },
    ...(hasDead(figure) ? [{ label: 'dead units', color: theme.muted, mark: 'dotted' as const }] : []),
    { label: 'validation loss', color: theme.series[1]!, mark: 'dashed' },
    ...(figure.cells.some(({ diverged }) => diverged > 0)
      ? [{ label: 'diverged', color: theme.danger, mark: 'cross' as const }]
      : []),
  ];
}

function drawCross(context: CanvasRenderingContext2D, x: number, y: number, theme: ChartTheme): void {
  context.strokeStyle = theme.danger;
  context.lineWidth = 2;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(x - 4, y - 4);
  context.lineTo(x + 4, y + 4);
  context.moveTo(x + 4, y - 4);
  context.lineTo(x - 4, y + 4);
  context.stroke();
}

function linesOf(figure: PathFigure, theme: ChartTheme): PathLine[] {
  const perLayer = Array.from({ length: depthOf(figure) }, (_, layer) => layer).flatMap(
    (layer): PathLine[] => {
      const common = { color: layerColor(layer, theme), dash: [] };
      const name = denseLayerName(layer);
      return [
        {
          ...common,
          yAxisID: 'norm',
          name: `${name}, norm`,
          of: ({ layers }) => layers[layer]?.norm ?? null,
          format: formatMetric,
        },
        {
          ...common,
          yAxisID: 'share',
          name: `${name}, near zero`,
          of: ({ layers }) => layers[layer]?.nearZero ?? null,
          format: formatPercent,
        },
        {
          ...common,
          dash: [1.5, 2.5],
          yAxisID: 'share',
          name: `${name}, dead units`,
          of: ({ layers }) => layers[layer]?.dead ?? null,
          format: formatPercent,
        },
      ];
    },
  );
  const loss: PathLine = {
    yAxisID: 'loss',
    name: 'validation loss',
    color: theme.series[1]!,
    dash: [5, 3],
    of: ({ validationLoss }) => validationLoss,
    format: formatMetric,
  };
  return [...perLayer, loss];
}

function depthOf({ cells }: PathFigure): number {
  return Math.max(0, ...cells.map(({ layers }) => layers.length));
}

function hasDead({ cells }: PathFigure): boolean {
  return cells.some(({ layers }) => layers.some(({ dead }) => dead !== null));
}

function layerColor(layer: number, theme: ChartTheme): string {
  return theme.series[layerSlots[layer % layerSlots.length]!]!;
}

/** Means whole, intervals as far as they do not flatten the means. */
function rangeOf(points: readonly PathPoint[]): AxisRange {
  const means = points.map(({ y }) => y);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const room = (high - low) * 0.4;
  const ends = points.flatMap(({ yMin = NaN, yMax = NaN }) => [
    Math.max(yMin, low - room, 0),
    Math.min(yMax, high + room),
  ]);
  return (
    valueRange([Float64Array.from([...means, ...ends])], { logarithmic: false, limits: { min: 0 } }) ?? {
      min: 0,
      max: 1,
    }
  );
}
