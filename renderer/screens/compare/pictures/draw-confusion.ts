import { chartFont, type ChartTheme, textOnViridis, viridisColor } from '#figure';
import type { Sheet } from '../../../figure/weights/network-drawing.ts';
import { classReadings, type NamedConfusion } from '../../../figures/confusion-words.ts';
import { formatCount } from '#words';

const gapPx = 1;
const leastTextPx = 13;

/** A confusion matrix the size of a tile: a row for each class that has samples, coloured by share, with counts where they fit. */
export function drawConfusion(
  { context, width, height }: Sheet,
  confusion: NamedConfusion,
  theme: ChartTheme,
): void {
  const readings = classReadings(confusion);
  const classes = readings.length;
  const side = Math.min(width, height) / classes;
  const left = (width - side * classes) / 2;
  context.font = chartFont(theme);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  confusion.matrix.forEach((count, at) => {
    const [row, column] = [Math.floor(at / classes), at % classes];
    const share = count / readings[row]!.samples;
    const [x, y] = [left + column * side, row * side];
    // What never happens is faded.
    context.fillStyle = count === 0 ? theme.grid : viridisColor(share);
    context.fillRect(x, y, side - gapPx, side - gapPx);
    const text = formatCount(count);
    if (side < leastTextPx || context.measureText(text).width > side - 4) return;
    context.fillStyle = count === 0 ? theme.muted : textOnViridis(share);
    context.fillText(text, x + side / 2, y + side / 2);
  });
}
