import { type ChartTheme, withOpacity } from './chart-theme.ts';
import type { ColourScale } from './figure-legend.ts';
import { viridisColor, viridisLine } from './viridis.ts';

/** Places in the palette of what is above zero and below: blue and an orange that is lighter, for greyscale. */
export const signSlots = { above: 0, below: 4 };

/** The colour of a scale at `share`, 0 to 1, as CSS has it; where nothing is to be seen, it is see-through. */
export function scaleColor({ groups, ramp }: ColourScale, share: number, theme: ChartTheme): string {
  if (ramp === 'rising') return withOpacity(theme.series[signSlots.above]!, share);
  if (ramp === 'signed')
    return withOpacity(
      theme.series[share < 0.5 ? signSlots.below : signSlots.above]!,
      Math.abs(2 * share - 1),
    );
  return groups ? viridisLine(share, theme.surface) : viridisColor(share);
}
