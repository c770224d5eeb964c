import { shortenText } from '#api';
import { chartFont } from '../chart-theme.ts';
import { type ChartTheme, withOpacity } from '../chart-theme.ts';
import { type Brushes, shareOn } from '../columns.ts';
import type { ColumnLine, ColumnsPlot } from '../figure.ts';
import { tintColor } from '../tint.ts';

/** Positions of the columns, in pixels. */
export interface ColumnsLayout {
  readonly left: number;
  readonly step: number;
  readonly top: number;
  readonly bottom: number;
}

const headPx = 40;
const footPx = 16;
const sidePx = 44;

/** `textScale` is the magnification of the type relative to the default. */
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

/** One line per run across all columns; unselected lines are faded, diverged ones end in a red cross. */
export function drawColumns(context: CanvasRenderingContext2D, picture: ColumnsPicture): void {
  for (const one of styledLines(picture)) strokeLine(context, picture, one);
  drawAxes(context, picture);
}

/** A line and its style. */
export interface StyledLine {
  readonly line: ColumnLine;
  readonly color: string;
  readonly opacity: number;
  readonly width: number;
}

/** The lines in drawing order, the last on top. */
export function* styledLines({
  plot: { lines },
  theme,
}: Pick<ColumnsPicture, 'plot' | 'theme'>): Generator<StyledLine> {
  const strength = lines.length > 150 ? 0.45 : lines.length > 40 ? 0.65 : 0.85;
  for (const line of lines)
    if (line.isFaint) yield { line, color: theme.faint, opacity: 0.16, width: theme.textScale };
  for (const line of lines)
    if (!line.isFaint)
      yield { line, color: tintColor(line.tint, theme), opacity: strength, width: 1.25 * theme.textScale };
}

export function strokeLine(
  context: CanvasRenderingContext2D,
  picture: Pick<ColumnsPicture, 'plot' | 'layout'>,
  { line, color, opacity, width }: StyledLine,
): void {
  context.lineJoin = 'round';
  context.strokeStyle = withOpacity(color, opacity);
  context.lineWidth = width;
  const corners = shownCorners(picture, line);
  context.beginPath();
  corners.forEach(([x, y], at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.stroke();
  drawEnd(context, picture.layout, line, corners);
}

/** A diverged run ends in a cross, on its way to the first metric it has no value for. */
export function drawEnd(
  context: CanvasRenderingContext2D,
  { step }: ColumnsLayout,
  { isBroken }: ColumnLine,
  corners: readonly (readonly [number, number])[],
): void {
  const end = corners.at(-1);
  if (!isBroken || !end) return;
  const [x, y] = [end[0] + Math.min(16, step / 3), end[1]];
  context.beginPath();
  context.moveTo(end[0], y);
  context.lineTo(x, y);
  context.moveTo(x - 3.5, y - 3.5);
  context.lineTo(x + 3.5, y + 3.5);
  context.moveTo(x + 3.5, y - 3.5);
  context.lineTo(x - 3.5, y + 3.5);
  context.stroke();
}

/** Pixel positions of a run's corners; the height is NaN where it has no place. */
export function cornersOf(
  { plot, layout }: Pick<ColumnsPicture, 'plot' | 'layout'>,
  { places }: ColumnLine,
): [number, number][] {
  return places.map((place, index) => [
    layout.left + index * layout.step,
    heightOf(layout, shareOn(plot.columns[index]!, place)),
  ]);
}

/** The corners up to the first column where the run has no place. */
export function shownCorners(
  picture: Pick<ColumnsPicture, 'plot' | 'layout'>,
  line: ColumnLine,
): [number, number][] {
  const corners = cornersOf(picture, line);
  const end = corners.findIndex(([, y]) => Number.isNaN(y));
  return end === -1 ? corners : corners.slice(0, end);
}

export function heightOf({ top, bottom }: ColumnsLayout, share: number): number {
  return bottom - share * (bottom - top);
}

/** The columns with their ticks, names and brushes. */
export function drawAxes(
  context: CanvasRenderingContext2D,
  { plot: { columns }, layout, brushes, theme }: ColumnsPicture,
): void {
  const { left, step, top, bottom } = layout;
  context.font = chartFont(theme);
  context.lineJoin = 'miter';
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
    const [isFirst, isLast] = [index === 0, index === columns.length - 1];
    context.textAlign = isFirst ? 'left' : isLast ? 'right' : 'center';
    const shift = isFirst ? 2 - left : isLast ? left - 2 : 0;
    // Neighbouring names are at two heights, so that long ones get the room of two columns; those at the ends have that of one and a margin.
    context.fillStyle = theme.text;
    const row = (index % 2 === 0 ? 10 : 26) * theme.textScale;
    const room = isFirst || isLast ? step + left - 4 : step * 1.9;
    context.fillText(fitText(context, column.label, room), x + shift, row);
  });
  context.textAlign = 'start';
}

/** A label that stays readable over lines. */
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
