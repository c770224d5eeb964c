import type { Chart } from 'chart.js';
import type { ChartTheme } from '../chart-theme.ts';
import type { SurfaceMark } from '../chart-plot.ts';
import { tintColor } from '../tint.ts';

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly share: number;
}

/** Fills each level with one colour; where two levels meet is a contour line. */
export function drawSurface(chart: Chart, { data, triangles, levels }: SurfaceMark, theme: ChartTheme): void {
  const { ctx, scales } = chart;
  const corners = data.map(({ x, y, share }): Corner => {
    return { x: scales['x']!.getPixelForValue(x), y: scales['y']!.getPixelForValue(y), share };
  });
  const ends = [0, ...levels, 1];
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineJoin = 'round';
  ctx.lineWidth = 0.75;
  for (let level = 1; level < ends.length; level++) {
    const [low, high] = [ends[level - 1]!, ends[level]!];
    ctx.beginPath();
    for (const [a, b, c] of triangles)
      tracePart(ctx, levelPart([corners[a]!, corners[b]!, corners[c]!], low, high));
    ctx.fillStyle = ctx.strokeStyle = tintColor({ share: (low + high) / 2 }, theme);
    ctx.fill();
    // Hides the hairline between neighbours of the same colour.
    ctx.stroke();
  }
  ctx.restore();
}

function tracePart(context: CanvasRenderingContext2D, part: readonly Corner[]): void {
  if (part.length < 3) return;
  part.forEach(({ x, y }, at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.closePath();
}

/** The part of a triangle whose values lie between two levels. */
export function levelPart(triangle: readonly Corner[], low: number, high: number): Corner[] {
  return cut(cut(triangle, low, 1), high, -1);
}

/** The part of a polygon above or below a level; values change linearly along its edges. */
function cut(corners: readonly Corner[], level: number, side: 1 | -1): Corner[] {
  return corners.flatMap((corner, at) => {
    const next = corners[(at + 1) % corners.length]!;
    const [own, other] = [side * (corner.share - level), side * (next.share - level)];
    const kept = own >= 0 ? [corner] : [];
    if (own >= 0 === other >= 0) return kept;
    const part = own / (own - other);
    const mix = (from: number, to: number): number => from + part * (to - from);
    return [...kept, { x: mix(corner.x, next.x), y: mix(corner.y, next.y), share: level }];
  });
}
