import type { Chart, Plugin } from 'chart.js';
import { chartFont, type ChartTheme } from './chart-theme.ts';
import { project } from './line-path.ts';
import { lineColor, paintedSeries, projectionOf } from './series-controller.ts';

/** Height of a label at the default text size. */
export const labelHeightPx = 14;
const gapPx = 6;

/**
 * Places labels as close to their preferred positions as their height allows, in the same order. Returns their centres, or null if they do
 * not fit between `top` and `bottom`.
 */
export function placeLabels(
  wanted: readonly number[],
  top: number,
  bottom: number,
  heightPx = labelHeightPx,
): number[] | null {
  if (wanted.length * heightPx > bottom - top) return null;
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed: number[] = Array.from({ length: wanted.length }, () => 0);
  let floor = top + heightPx / 2;
  for (const index of order) {
    placed[index] = Math.max(wanted[index]!, floor);
    floor = placed[index] + heightPx;
  }
  let ceiling = bottom - heightPx / 2;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index]!, ceiling);
    ceiling = placed[index] - heightPx;
  }
  return placed;
}

/** Room that the labels need to the right of the plot, in pixels; 0 if they would crowd it. */
export function endLabelWidth(
  context: CanvasRenderingContext2D,
  labels: readonly string[],
  theme: ChartTheme,
  plot: { readonly width: number; readonly height: number },
): number {
  const heightPx = labelHeightPx * theme.textScale;
  if (labels.length === 0 || labels.length * heightPx > plot.height * 0.8) return 0;
  context.save();
  context.font = chartFont(theme);
  const widest = Math.max(...labels.map((label) => context.measureText(label).width));
  context.restore();
  const width = Math.ceil(widest) + gapPx + 4;
  return width > plot.width * 0.3 ? 0 : width;
}

/** Options of the plugin: which series keys have a label, and its text. */
export interface EndLabelOptions {
  readonly labels?: ReadonlyMap<string, string>;
  readonly theme?: ChartTheme;
}

/** Labels each line at its end. The labels replace a legend if they fit. */
export const endLabels: Plugin<'series', EndLabelOptions> = {
  id: 'endLabels',
  afterDatasetsDraw(chart, _args, { labels, theme }) {
    if (!labels || !theme || labels.size === 0 || !chart.scales['x'] || !chart.scales['y']) return;
    const ends = lineEnds(chart, labels);
    const { top, bottom, right } = chart.chartArea;
    const middles = placeLabels(
      ends.map((end) => end.y),
      top - 4,
      bottom + 4,
      labelHeightPx * theme.textScale,
    );
    if (!middles) return;
    const { ctx } = chart;
    ctx.save();
    ctx.font = chartFont(theme);
    ctx.textBaseline = 'middle';
    ends.forEach(({ text, color, quiet }, index) => {
      ctx.globalAlpha = quiet ? 0.3 : 1;
      ctx.fillStyle = color;
      ctx.fillText(text, right + gapPx, middles[index]!);
    });
    ctx.restore();
  },
};

interface LineEnd {
  readonly y: number;
  readonly text: string;
  readonly color: string;
  readonly quiet: boolean;
}

function lineEnds(chart: Chart<'series'>, labels: ReadonlyMap<string, string>): LineEnd[] {
  const x = projectionOf(chart.scales['x']!);
  const y = projectionOf(chart.scales['y']!);
  const { top, bottom, right } = chart.chartArea;
  return paintedSeries(chart).flatMap((dataset) => {
    const text = labels.get(dataset.series.key);
    if (text === undefined) return [];
    const { epochs, values } = dataset.points;
    for (let index = epochs.length - 1; index >= 0; index--) {
      if (!(project(x, epochs[index]!) <= right + 1)) continue;
      const height = project(y, values[index]!);
      if (Number.isNaN(height)) continue;
      const color = lineColor(dataset.series, dataset.theme);
      const quiet = dataset.emphasis === 'quiet';
      return [{ y: Math.min(Math.max(height, top), bottom), text, color, quiet }];
    }
    return [];
  });
}
