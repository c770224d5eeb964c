import type { Chart } from 'chart.js';
import { drawBaseLines } from '../../../figure/stacked-axes.ts';
import type { ChartTheme } from '../../../figure/chart-theme.ts';
import type { AxisPlaces } from './axis-places.ts';
import type { GapFigure } from './gap-figure.ts';

const gapPx = 6;

/** Hairlines at the lowest validation loss and at the pick, each with its word. */
export function drawGapMarks(chart: Chart, figure: GapFigure, places: AxisPlaces, theme: ChartTheme): void {
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
  ctx.font = `11px ${theme.fontFamily}`;
  const placed = marks
    .map(({ cell, text, dash }) => {
      const left = Math.round(x.getPixelForValue(places.place(cell.point))) + 0.5;
      const width = ctx.measureText(text).width;
      const start = Math.min(Math.max(chartArea.left, left - width / 2), chartArea.right - width);
      return { text, dash, left, width, start };
    })
    .sort((a, b) => a.left - b.left);
  const [first, second] = placed;
  if (first && second && first.start + first.width + gapPx > second.start) {
    // Words of neighbours go to either side of their lines.
    first.start = Math.max(chartArea.left, first.left - first.width - 2);
    second.start = Math.max(first.start + first.width + gapPx, second.left + 2);
  }
  for (const { text, dash, left, start } of placed) {
    ctx.strokeStyle = theme.crosshair;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(left, chartArea.top);
    ctx.lineTo(left, chartArea.bottom);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillText(text, start, chartArea.top - 2);
  }
}
