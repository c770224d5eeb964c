import { leftOutReasons } from '#api';
import type { Chart, ChartConfiguration } from 'chart.js';
import type { ChartTheme } from '../../../figure/chart-theme.ts';
import type { FigureKey, FigureScale } from '../../../figure/figure-legend.ts';
import { figureOptions, placeScale } from '../../../figure/figure-options.ts';
import { textOnViridis, viridisColor } from '../../../figure/viridis.ts';
import { evenPlaces } from './axis-places.ts';
import { formatHeat, type HeatCell, type HeatMap, type HeatMetric, heatWords } from './heat-map.ts';

interface Square {
  readonly x: number;
  readonly y: number;
  readonly cell: HeatCell;
}

/** Between squares; many leave each other no room for one. */
const gapOf = (stepPx: number): number => (stepPx > 10 ? 2 : stepPx > 5 ? 1 : 0);
/** Smaller squares have no room for a text or a dashed edge. */
const leastToldPx = 14;
const leastEdgedPx = 7;

/** Squares of equal size, so that 0 and every factor have the same room. */
export function heatChart(
  map: HeatMap,
  selected: ReadonlySet<string> | null,
  theme: ChartTheme,
): ChartConfiguration {
  const [x, y] = [evenPlaces(map.x.points), evenPlaces(map.y.points)];
  const squares = map.cells.map((cell): Square => ({ x: x.place(cell.x), y: y.place(cell.y), cell }));
  const size = (chart: Chart): { width: number; height: number } => {
    const width = (chart.chartArea?.width ?? 0) / map.x.points.length;
    const height = (chart.chartArea?.height ?? 0) / map.y.points.length;
    return { width: Math.max(1, width - gapOf(width)), height: Math.max(1, height - gapOf(height)) };
  };
  const hasSeveral = map.cells.some(({ value }) => value.n > 1);
  const quiet = ({ runIds }: HeatCell): boolean =>
    selected !== null && !runIds.some((id) => selected.has(id));
  const options = figureOptions(theme);
  const fill = ({ raw }: { raw?: unknown }): string => {
    const { cell } = raw as Square;
    return cell.share === null ? 'transparent' : viridisColor(cell.share);
  };
  return {
    type: 'matrix' as 'scatter',
    data: {
      datasets: [
        {
          data: squares,
          backgroundColor: fill,
          hoverBackgroundColor: fill,
          borderWidth: 0,
          hoverBorderWidth: 2,
          hoverBorderColor: theme.text,
          width: ({ chart }: { chart: Chart }) => size(chart).width,
          height: ({ chart }: { chart: Chart }) => size(chart).height,
        },
      ] as never,
    },
    options: {
      ...options,
      layout: { padding: { top: 8, right: 12 } },
      scales: {
        x: bare(placeScale(theme, x, map.x.long)),
        y: bare(placeScale(theme, y, map.y.long, false)),
      } as never,
      plugins: {
        ...options.plugins,
        tooltip: {
          ...(options.plugins!.tooltip as object),
          callbacks: {
            title: ([item]) => (item ? cellTitle(map, (item.raw as Square).cell) : ''),
            label: ({ raw }) => cellLines(map, (raw as Square).cell),
          },
        },
        figureOverlay: {
          above: (chart) => {
            const box = size(chart);
            for (const square of squares) {
              drawSquare(chart, map.metric, square, box, { quiet: quiet(square.cell), hasSeveral }, theme);
            }
          },
        },
      },
    },
  };
}

export function heatScale({ range, metric }: HeatMap): FigureScale | undefined {
  if (!range) return undefined;
  const [low, high] = range;
  const shares = low === high ? [0.5] : [0, 1];
  const title = `mean ${heatWords[metric]}${metric === 'validationAccuracy' ? '' : ' (nats)'}`;
  return {
    title,
    ticks: shares.map((share) => ({ share, label: formatHeat(low + share * (high - low), metric) })),
  };
}

export function heatKeys(map: HeatMap, theme: ChartTheme): FigureKey[] {
  const keys: FigureKey[] = [{ label: 'lowest validation loss', color: theme.text, mark: 'outline' }];
  if (map.cells.some(({ isWithin, isBest }) => isWithin && !isBest)) {
    keys.push({ label: 'within one standard error', color: theme.text, mark: 'dots' });
  }
  if (map.cells.some(({ summary }) => summary.diverged > 0)) {
    keys.push({ label: 'runs diverged', color: theme.danger, mark: 'cross' });
  }
  return keys;
}

function cellTitle({ x, y }: HeatMap, cell: HeatCell): string {
  return `${x.short} ${cell.x.label}, ${y.short} ${cell.y.label}`;
}

function cellLines({ metric }: HeatMap, { value, summary, isBest, isWithin }: HeatCell): string[] {
  const { mean, ci95, n } = value;
  const interval = ci95 ? ` (95 % ${formatHeat(ci95[0], metric)} to ${formatHeat(ci95[1], metric)})` : '';
  return [
    `${heatWords[metric]} ${formatHeat(mean, metric)}${interval}, n = ${n}`,
    ...(isBest ? ['lowest validation loss'] : isWithin ? ['within one standard error of the lowest'] : []),
    ...leftOutReasons({ ...summary, excluded: value.excluded }),
  ];
}

/** Everything of a cell but its colour: value and n where they fit, outline, dots, cross. */
function drawSquare(
  chart: Chart,
  metric: HeatMetric,
  { x, y, cell }: Square,
  { width, height }: { width: number; height: number },
  { quiet, hasSeveral }: { quiet: boolean; hasSeveral: boolean },
  theme: ChartTheme,
): void {
  const { ctx } = chart;
  const [centre, middle] = [chart.scales['x']!.getPixelForValue(x), chart.scales['y']!.getPixelForValue(y)];
  const [left, top] = [centre - width / 2, middle - height / 2];
  if (quiet) {
    ctx.fillStyle = theme.surface;
    ctx.globalAlpha = 0.72;
    ctx.fillRect(left, top, width, height);
    ctx.globalAlpha = 1;
  }
  if (cell.share === null && Math.min(width, height) >= leastEdgedPx) {
    ctx.strokeStyle = theme.axis;
    ctx.lineWidth = 1;
    ctx.setLineDash([3, 3]);
    ctx.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
    ctx.setLineDash([]);
  }
  const ink = cell.share === null || quiet ? theme.text : textOnViridis(cell.share);
  if (Math.min(width, height) >= leastToldPx) {
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = ink;
    ctx.font = `11px ${theme.fontFamily}`;
    const { mean, n } = cell.value;
    const text = mean === null ? (cell.summary.diverged === 0 ? '…' : '') : formatHeat(mean, metric);
    if (width >= ctx.measureText(text).width + 6) ctx.fillText(text, centre, middle);
    ctx.font = `9px ${theme.fontFamily}`;
    if (hasSeveral && width >= 44 && height >= 34 && n > 0) ctx.fillText(`n ${n}`, centre, middle + 12);
  }
  if (cell.summary.diverged > 0) drawCross(ctx, cell, { left, top, width, height, centre, middle }, theme);
  if (cell.isBest) {
    ctx.strokeStyle = theme.surface;
    ctx.lineWidth = 5;
    ctx.strokeRect(left + 1, top + 1, width - 2, height - 2);
    ctx.strokeStyle = theme.text;
    ctx.lineWidth = 2.5;
    ctx.strokeRect(left, top, width, height);
  } else if (cell.isWithin && Math.min(width, height) >= leastToldPx) {
    ctx.fillStyle = ink;
    for (const [px, py] of [
      [6, 6],
      [width - 6, 6],
      [6, height - 6],
      [width - 6, height - 6],
    ] as const) {
      ctx.beginPath();
      ctx.arc(left + px, top + py, 1.75, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly centre: number;
  readonly middle: number;
}

/** In the middle where all runs diverged, else small in a corner; on a disc, since red on viridis is lost to many eyes. */
function drawCross(ctx: CanvasRenderingContext2D, cell: HeatCell, box: Box, theme: ChartTheme): void {
  const alone = cell.value.mean === null;
  const [x, y] = alone ? [box.centre, box.middle] : [box.left + box.width - 10, box.top + 10];
  const radius = alone ? 5 : 3;
  if (!alone) {
    ctx.fillStyle = theme.surface;
    ctx.beginPath();
    ctx.arc(x, y, radius + 3.5, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.strokeStyle = theme.danger;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x - radius, y - radius);
  ctx.lineTo(x + radius, y + radius);
  ctx.moveTo(x + radius, y - radius);
  ctx.lineTo(x - radius, y + radius);
  ctx.stroke();
}

function bare(scale: object): object {
  return { ...scale, offset: false, reverse: false, grid: { display: false }, border: { display: false } };
}
