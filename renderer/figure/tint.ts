import { type ChartTheme, withOpacity } from './chart-theme.ts';
import type { Tint } from './figure.ts';
import { viridisLine } from './viridis.ts';

/** The colour of a tint in a theme. */
export function tintColor(tint: Tint, theme: ChartTheme): string {
  return withOpacity(opaque(tint, theme), tint.opacity ?? 1);
}

function opaque(tint: Tint, theme: ChartTheme): string {
  if ('slot' in tint) return theme.series[tint.slot % theme.series.length]!;
  if ('share' in tint) return viridisLine(Math.min(1, Math.max(0, tint.share)), theme.surface);
  return theme[tint.role];
}
