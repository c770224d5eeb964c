import type { Histogram } from '#api';
import { chartFont, type ChartTheme } from '../chart-theme.ts';
import { formatMetric } from '#words';
import type { Sheet } from './network-drawing.ts';

const axisPx = 16;

/** Bars for one layer's weights, with zero marked, and the ends of the axis that all epochs share. */
export function drawHistogram(
  { context, width, height }: Sheet,
  { counts, edges }: Histogram,
  color: string,
  theme: ChartTheme,
): void {
  const bottom = height - axisPx * theme.textScale;
  const highest = counts.reduce((most, count) => Math.max(most, count), 1);
  const barPx = width / counts.length;
  context.fillStyle = color;
  counts.forEach((count, bin) => {
    const barHeight = (count / highest) * (bottom - 4);
    context.fillRect(bin * barPx + 0.5, bottom - barHeight, Math.max(1, barPx - 1), barHeight);
  });
  context.fillStyle = theme.axis;
  context.fillRect(0, bottom, width, 1);
  context.fillRect(Math.round(width / 2), bottom, 1, 4);
  context.fillStyle = theme.muted;
  context.font = chartFont(theme);
  context.textBaseline = 'bottom';
  const ends = [formatMetric(edges[0]), '0', formatMetric(edges.at(-1))];
  (['left', 'center', 'right'] as const).forEach((align, place) => {
    context.textAlign = align;
    context.fillText(ends[place]!, (place * width) / 2, height);
  });
}
