import type { Chart } from 'chart.js';
import type { ChartTheme } from '../../../figure/chart-theme.ts';

/** The hairline at the epoch that the pictures stand at; `x` is its place on the axis, null for none. */
export function drawEpochLine({ ctx, scales, chartArea }: Chart, x: number | null, theme: ChartTheme): void {
  if (x === null) return;
  const left = Math.round(scales['x']!.getPixelForValue(x)) + 0.5;
  ctx.strokeStyle = theme.crosshair;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(left, chartArea.top);
  ctx.lineTo(left, chartArea.bottom);
  ctx.stroke();
}
