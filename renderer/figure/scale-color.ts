import { type ChartTheme, withOpacity } from './chart-theme.ts';
import type { ColourScale } from './figure-legend.ts';
import { viridisColor, viridisLine } from './viridis.ts';

/** The colour of a scale at `share`, 0 to 1, as CSS has it; where nothing is to be seen, it is see-through. */
export function scaleColor({ groups, ramp }: ColourScale, share: number, theme: ChartTheme): string {
  if (ramp === 'rising') return withOpacity(theme.series[0]!, share);
  if (ramp === 'signed') return withOpacity(theme.series[share < 0.5 ? 1 : 0]!, Math.abs(2 * share - 1));
  return groups ? viridisLine(share, theme.surface) : viridisColor(share);
}
