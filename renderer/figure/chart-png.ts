import { formatMetric } from '../words/format.ts';
import { chartConfiguration, chartFont } from './chart-setup.ts';
import type { BuiltState } from './chart-state.ts';
import type { ChartTheme } from './chart-theme.ts';
import { traceMarker } from './line-path.ts';
import { paletteSlot } from './palette.ts';
import { Chart } from './register.ts';
import { dashOf, lineColor } from './series-controller.ts';

export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

const pixelRatio = 2;
const marginPx = 16;
const titleHeightPx = 26;
const legendRowPx = 18;

/** The chart as a picture in the theme of `state`, at twice its size on screen: title if there is one, legend, plot with axes. */
export function curvesPicture(title: string | null, state: BuiltState, size: PictureSize): HTMLCanvasElement {
  const legend = layOutLegend(state, size.widthPx - 2 * marginPx);
  const isTitled = title !== null || state.cut !== null;
  const top = marginPx + (isTitled ? titleHeightPx : 0);
  const height = top + legend.heightPx + size.heightPx + marginPx;
  const canvas = document.createElement('canvas');
  canvas.width = size.widthPx * pixelRatio;
  canvas.height = height * pixelRatio;
  const context = canvas.getContext('2d')!;
  context.scale(pixelRatio, pixelRatio);

  const { theme } = state;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, size.widthPx, height);
  context.fillStyle = theme.text;
  context.textBaseline = 'middle';
  context.font = `600 13px ${theme.fontFamily}`;
  context.fillText(title ?? '', marginPx, marginPx + 9);
  if (state.cut !== null) {
    const after = marginPx + (title === null ? 0 : context.measureText(title).width + 12);
    context.font = chartFont(theme);
    context.fillStyle = theme.muted;
    context.fillText(`spikes reach ${formatMetric(state.cut)}`, after, marginPx + 9);
  }
  drawLegend(context, state, legend.items, top);

  const plot = drawPlot(state, { widthPx: size.widthPx - marginPx, heightPx: size.heightPx });
  context.drawImage(plot, marginPx / 2, top + legend.heightPx, size.widthPx - marginPx, size.heightPx);
  return canvas;
}

/** A chart's state with other colours. */
export function inTheme(state: BuiltState, theme: ChartTheme): BuiltState {
  return { ...state, theme, datasets: state.datasets.map((dataset) => ({ ...dataset, theme })) };
}

function drawPlot(state: BuiltState, { widthPx, heightPx }: PictureSize): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const configuration = chartConfiguration({ ...state, xTitle: state.xTitle ?? 'epoch' });
  const still = { responsive: false, devicePixelRatio: pixelRatio };
  const chart = new Chart(canvas, { ...configuration, options: { ...configuration.options, ...still } });
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')!.drawImage(canvas, 0, 0);
  chart.destroy();
  return copy;
}

interface LegendItem {
  readonly left: number;
  readonly top: number;
  readonly dataset: BuiltState['datasets'][number];
}

function layOutLegend(state: BuiltState, widthPx: number): { items: LegendItem[]; heightPx: number } {
  const context = document.createElement('canvas').getContext('2d')!;
  context.font = chartFont(state.theme);
  const items: LegendItem[] = [];
  let left = 0;
  let top = 0;
  for (const dataset of state.datasets.filter(({ series }) => !series.faint)) {
    const width = 28 + context.measureText(legendText(dataset)).width + 14;
    if (left > 0 && left + width > widthPx) {
      left = 0;
      top += legendRowPx;
    }
    items.push({ left, top, dataset });
    left += width;
  }
  return { items, heightPx: items.length === 0 ? 0 : top + legendRowPx };
}

function drawLegend(
  context: CanvasRenderingContext2D,
  { theme }: BuiltState,
  items: readonly LegendItem[],
  offset: number,
): void {
  context.font = chartFont(theme);
  for (const { left, top, dataset } of items) {
    const x = marginPx + left;
    const y = offset + top + legendRowPx / 2 - 4;
    context.strokeStyle = lineColor(dataset.series, theme);
    context.lineWidth = 1.75;
    context.setLineDash([...dashOf[dataset.series.role]]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 22, y);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = theme.surface;
    context.beginPath();
    traceMarker(context, paletteSlot(dataset.series.slot).marker, x + 11, y, 3);
    context.fill();
    context.stroke();
    context.fillStyle = theme.text;
    context.fillText(legendText(dataset), x + 28, y + 0.5);
  }
}

/** Where two lines share a name, as a run's two do, the dash needs its word. */
function legendText({ series }: LegendItem['dataset']): string {
  return series.detail === undefined ? series.label : `${series.label}, ${series.detail}`;
}
