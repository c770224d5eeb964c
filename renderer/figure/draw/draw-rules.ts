import type { Chart } from 'chart.js';
import { chartFont } from '../chart-theme.ts';
import type { ChartTheme } from '../chart-theme.ts';
import type { RuleMark } from '../figure.ts';
import { dashes } from './draw-points.ts';

const gapPx = 6;

/** Hairlines from top to bottom, each with its label above; neighbouring labels make room for each other. */
export function drawRules(chart: Chart, rules: readonly RuleMark[], theme: ChartTheme): void {
  const { ctx, chartArea, scales } = chart;
  ctx.lineWidth = 1;
  ctx.fillStyle = theme.muted;
  ctx.strokeStyle = theme.crosshair;
  ctx.textBaseline = 'bottom';
  ctx.font = chartFont(theme);
  const placed = rules
    .map(({ x, label = '', look = 'solid' }) => {
      const left = Math.round(scales['x']!.getPixelForValue(x)) + 0.5;
      const width = ctx.measureText(label).width;
      const start = Math.min(Math.max(chartArea.left, left - width / 2), chartArea.right - width);
      return { label, look, left, width, start };
    })
    .sort((a, b) => a.left - b.left);
  placed.forEach((next, index) => {
    const before = placed[index - 1];
    if (!before || before.start + before.width + gapPx <= next.start) return;
    before.start = Math.max(chartArea.left, before.left - before.width - 2);
    next.start = Math.max(before.start + before.width + gapPx, next.left + 2);
  });
  for (const { label, look, left, start } of placed) {
    ctx.setLineDash([...dashes[look]]);
    ctx.beginPath();
    ctx.moveTo(left, chartArea.top);
    ctx.lineTo(left, chartArea.bottom);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillText(label, start, chartArea.top - 2);
  }
}
