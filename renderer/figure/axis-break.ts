import type { Chart } from 'chart.js';
import { type ChartTheme, withOpacity } from './chart-theme.ts';

/** Two slanted strokes across the x axis at position `at`: to the left is what the scale cannot reach. */
export function drawAxisBreak(chart: Chart, at: number | null, theme: ChartTheme): void {
  const scale = chart.scales['x'];
  if (at === null || !scale) return;
  const x = Math.round(scale.getPixelForValue(at));
  const y = chart.chartArea.bottom;
  const { ctx } = chart;
  ctx.fillStyle = theme.surface;
  ctx.fillRect(x - 3, y - 1, 6, 3);
  ctx.strokeStyle = theme.muted;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  for (const offset of [-3, 3]) {
    ctx.beginPath();
    ctx.moveTo(x + offset - 2, y + 5);
    ctx.lineTo(x + offset + 2, y - 5);
    ctx.stroke();
  }
}

/** The part of chart.js's segment context used here. */
interface SegmentContext {
  readonly p0DataIndex: number;
}

/** Style of a line through `points` where it crosses the break: its slope is meaningless there. */
export function breakSegment(
  at: number | null,
  color: string,
  points: readonly { readonly x: number }[],
): object {
  if (at === null) return {};
  return {
    borderColor: ({ p0DataIndex }: SegmentContext) =>
      points[p0DataIndex]!.x < at ? withOpacity(color, 0.3) : undefined,
  };
}
