import { shortenText } from '#api';
import { chartFont } from '../chart-theme.ts';
import { type ChartTheme, withOpacity } from '../chart-theme.ts';
import { type Brushes, shareOn } from '../columns.ts';
import type { ColumnLine, ColumnsPlot } from '../figure.ts';
import { tintColor } from '../tint.ts';

/** Where columns stand, in pixels. */
export interface ColumnsLayout {
  readonly left: number;
  readonly step: number;
  readonly top: number;
  readonly bottom: number;
}

const headPx = 40;
const footPx = 16;
const sidePx = 44;

/** `textScale` is how much larger than usual its type is. */
export function columnsLayout(
  columns: number,
  widthPx: number,
  heightPx: number,
  textScale: number,
): ColumnsLayout {
  const [left, top] = [sidePx * textScale, headPx * textScale];
  const inner = Math.max(1, widthPx - 2 * left);
  return { left, step: inner / Math.max(1, columns - 1), top, bottom: heightPx - footPx };
}

export interface ColumnsPicture {
  readonly plot: ColumnsPlot;
  readonly layout: ColumnsLayout;
  readonly brushes: Brushes;
  readonly theme: ChartTheme;
}

/** One line a run across all columns; what is not selected steps back, what diverged ends in a red cross. */
export function drawColumns(context: CanvasRenderingContext2D, picture: ColumnsPicture): void {
  const { plot, theme } = picture;
  const strength = plot.lines.length > 150 ? 0.45 : plot.lines.length > 40 ? 0.65 : 0.85;
  context.lineJoin = 'round';
  for (const line of plot.lines)
    if (line.isFaint) drawLine(context, picture, line, withOpacity(theme.faint, 0.16), theme.textScale);
  for (const line of plot.lines) {
    const color = withOpacity(tintColor(line.tint, theme), strength);
    if (!line.isFaint) drawLine(context, picture, line, color, 1.25 * theme.textScale);
  }
  drawAxes(context, picture);
}

/** Pixels of a run's corners; NaN in height where it has no place. */
export function cornersOf(
  { plot, layout }: Pick<ColumnsPicture, 'plot' | 'layout'>,
  { places }: ColumnLine,
): [number, number][] {
  return places.map((place, index) => [
    layout.left + index * layout.step,
    heightOf(layout, shareOn(plot.columns[index]!, place)),
  ]);
}

export function heightOf({ top, bottom }: ColumnsLayout, share: number): number {
  return bottom - share * (bottom - top);
}

/** A run across all columns. */
export function drawLine(
  context: CanvasRenderingContext2D,
  picture: Pick<ColumnsPicture, 'plot' | 'layout'>,
  line: ColumnLine,
  color: string,
  width: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  let end: [number, number] | null = null;
  for (const [x, y] of cornersOf(picture, line)) {
    if (Number.isNaN(y)) break;
    if (end) context.lineTo(x, y);
    else context.moveTo(x, y);
    end = [x, y];
  }
  context.stroke();
  if (!line.isBroken || !end) return;
  // It breaks off on its way to the first metric that it has no value of.
  const [x, y] = [end[0] + Math.min(16, picture.layout.step / 3), end[1]];
  context.beginPath();
  context.moveTo(end[0], end[1]);
  context.lineTo(x, y);
  context.moveTo(x - 3.5, y - 3.5);
  context.lineTo(x + 3.5, y + 3.5);
  context.moveTo(x + 3.5, y - 3.5);
  context.lineTo(x - 3.5, y + 3.5);
  context.stroke();
}

function drawAxes(
  context: CanvasRenderingContext2D,
  { plot: { columns }, layout, brushes, theme }: ColumnsPicture,
): void {
  const { left, step, top, bottom } = layout;
  context.font = chartFont(theme);
  columns.forEach((column, index) => {
    const x = Math.round(left + index * step) + 0.5;
    context.strokeStyle = theme.axis;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, bottom);
    context.stroke();
    const brush = brushes.get(column.key);
    if (brush) {
      const [from, to] = [heightOf(layout, brush[1]), heightOf(layout, brush[0])];
      context.fillStyle = withOpacity(theme.crosshair, 0.3);
      context.fillRect(x - 7, from, 14, to - from);
      context.strokeStyle = theme.text;
      context.strokeRect(x - 7, Math.round(from) + 0.5, 14, Math.round(to - from));
    }
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const { position, label } of column.ticks) {
      const y = heightOf(layout, shareOn(column, position));
      halo(context, label, x - 7, y, theme);
      context.strokeStyle = theme.axis;
      context.beginPath();
      context.moveTo(x - 4, y);
      context.lineTo(x, y);
      context.stroke();
    }
    context.textAlign = index === 0 ? 'left' : index === columns.length - 1 ? 'right' : 'center';
    const shift = index === 0 ? 2 - left : index === columns.length - 1 ? left - 2 : 0;
    // Neighbours stand at two heights, so that long names have the room of two columns.
    context.fillStyle = theme.text;
    const row = (index % 2 === 0 ? 10 : 26) * theme.textScale;
    context.fillText(fitText(context, column.label, step * 1.9), x + shift, row);
  });
  context.textAlign = 'start';
}

/** A label that can be read over lines. */
function halo(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  theme: ChartTheme,
): void {
  context.lineWidth = 4;
  context.strokeStyle = withOpacity(theme.surface, 0.85);
  context.strokeText(text, x, y);
  context.lineWidth = 1;
  context.fillStyle = theme.muted;
  context.fillText(text, x, y);
}

function fitText(context: CanvasRenderingContext2D, text: string, widthPx: number): string {
  if (context.measureText(text).width <= widthPx) return text;
  let length = text.length - 1;
  while (length > 3 && context.measureText(shortenText(text, length)).width > widthPx) length--;
  return shortenText(text, length);
}
