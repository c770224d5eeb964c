import { chartFont, type ChartTheme, withOpacity } from '../chart-theme.ts';
import type { SpanBar, SpansPlot } from '../figure.ts';
import type { AxisRange } from '../ticks.ts';
import { tintColor } from '../tint.ts';

/** Height of a row, including the space around its bars, and of the time labels above the rows. */
export const rowPx = 22;
export const headPx = 22;
const barPx = 14;
const narrowestPx = 2;
const tickPx = 90;

export interface SpansView {
  readonly plot: SpansPlot;
  /** Times from the left edge to the right. */
  readonly view: AxisRange;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The scroll position of the rows. */
  readonly topPx: number;
  readonly highlighted: SpanBar | null;
  /** The marked time range. */
  readonly marked: AxisRange | null;
  readonly theme: ChartTheme;
}

export function xOf({ view, widthPx }: Pick<SpansView, 'view' | 'widthPx'>, time: number): number {
  return ((time - view.min) / (view.max - view.min)) * widthPx;
}

export function timeAt({ view, widthPx }: Pick<SpansView, 'view' | 'widthPx'>, x: number): number {
  return view.min + (x / Math.max(1, widthPx)) * (view.max - view.min);
}

/** Draws only what is in view, however much there is. */
export function drawSpans(context: CanvasRenderingContext2D, picture: SpansView): void {
  const { plot, theme, widthPx, heightPx, marked } = picture;
  context.clearRect(0, 0, widthPx, heightPx);
  drawGrid(context, picture);
  context.save();
  context.beginPath();
  context.rect(0, headPx, widthPx, heightPx - headPx);
  context.clip();
  drawLinks(context, picture);
  const seen = plot.bars.filter((bar) => isInView(picture, bar));
  for (const bar of seen) if (bar.isBand) drawBar(context, picture, bar);
  for (const bar of seen) if (!bar.isBand) drawBar(context, picture, bar);
  drawNames(context, picture, seen);
  drawMoments(context, picture);
  context.restore();
  if (!marked) return;
  const [from, to] = [xOf(picture, marked.min), xOf(picture, marked.max)];
  context.fillStyle = withOpacity(theme.crosshair, 0.16);
  context.fillRect(from, headPx, to - from, heightPx - headPx);
  context.strokeStyle = theme.text;
  context.lineWidth = 1;
  for (const x of [from, to]) strokeLine(context, x, headPx, x, heightPx);
}

function topOf({ topPx }: SpansView, row: number): number {
  return headPx + row * rowPx - topPx;
}

function isInView(picture: SpansView, { row, from, to }: SpanBar): boolean {
  const top = topOf(picture, row);
  const { view, heightPx } = picture;
  return top < heightPx && top + rowPx > headPx && to >= view.min && from <= view.max;
}

function drawGrid(context: CanvasRenderingContext2D, picture: SpansView): void {
  const { plot, view, widthPx, heightPx, theme } = picture;
  context.font = chartFont(theme);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.lineWidth = 1;
  for (const { position, label } of plot.ticks(view, Math.max(2, Math.floor(widthPx / tickPx)))) {
    const x = Math.round(xOf(picture, position)) + 0.5;
    context.strokeStyle = theme.grid;
    strokeLine(context, x, 0, x, heightPx);
    context.fillStyle = theme.muted;
    const isCut = x + 4 + context.measureText(label).width > widthPx;
    if (!isCut) context.fillText(label, x + 4, headPx / 2);
  }
  context.strokeStyle = theme.axis;
  strokeLine(context, 0, headPx - 0.5, widthPx, headPx - 0.5);
}

function strokeLine(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function drawBar(context: CanvasRenderingContext2D, picture: SpansView, bar: SpanBar): void {
  const { theme, highlighted } = picture;
  const left = xOf(picture, bar.from);
  const width = Math.max(narrowestPx, xOf(picture, bar.to) - left);
  const height = bar.isBand ? rowPx - 2 : barPx;
  const top = topOf(picture, bar.row) + (rowPx - height) / 2;
  const opacity = bar.isBand ? 0.16 : bar.isFaint ? 0.2 : 0.85;
  context.fillStyle = withOpacity(tintColor(bar.tint, theme), opacity);
  context.fillRect(left, top, width, height);
  if (bar !== highlighted) return;
  context.strokeStyle = theme.text;
  context.lineWidth = 1.5;
  context.strokeRect(left - 0.75, top - 0.75, width + 1.5, height + 1.5);
}

/** Names after a band or a single run, up to the next bar of the row. */
function drawNames(context: CanvasRenderingContext2D, picture: SpansView, seen: readonly SpanBar[]): void {
  const { theme, widthPx } = picture;
  const ends = new Map<number, number>();
  context.font = chartFont(theme);
  context.textBaseline = 'middle';
  // From the right: a name is limited by what is already drawn.
  for (const bar of seen.toReversed()) {
    if (bar.isOnBand) continue;
    const left = xOf(picture, bar.from);
    const start = Math.max(left + narrowestPx, xOf(picture, bar.to)) + 5;
    const room = (ends.get(bar.row) ?? widthPx) - start - 4;
    ends.set(bar.row, left);
    if (bar.name === '' || room < 24 || context.measureText(bar.name).width > room) continue;
    context.fillStyle = bar.isFaint ? theme.faint : theme.text;
    context.fillText(bar.name, start, topOf(picture, bar.row) + rowPx / 2);
  }
}

/** From the parent's row down to the fork. */
function drawLinks(context: CanvasRenderingContext2D, picture: SpansView): void {
  context.strokeStyle = picture.theme.axis;
  context.lineWidth = 1;
  for (const { from, to, at } of picture.plot.links) {
    const x = Math.round(xOf(picture, at)) - 2.5;
    const end = topOf(picture, to) + rowPx / 2;
    context.beginPath();
    context.moveTo(x, topOf(picture, from) + rowPx / 2 + barPx / 2);
    context.lineTo(x, end);
    context.lineTo(x + 3, end);
    context.stroke();
  }
}

const momentPx = 5;

function drawMoments(context: CanvasRenderingContext2D, picture: SpansView): void {
  context.fillStyle = picture.theme.text;
  context.strokeStyle = picture.theme.surface;
  context.lineWidth = 2;
  for (const { row, at } of picture.plot.moments) {
    const [x, y] = [xOf(picture, at), topOf(picture, row) + rowPx / 2];
    context.beginPath();
    context.moveTo(x, y - momentPx);
    context.lineTo(x + momentPx, y);
    context.lineTo(x, y + momentPx);
    context.lineTo(x - momentPx, y);
    context.closePath();
    context.stroke();
    context.fill();
  }
}

/** What is drawn at a point: a single stretch takes precedence over the band behind it. */
export function barAt(picture: SpansView, x: number, y: number): SpanBar | null {
  if (y < headPx) return null;
  const row = Math.floor((y - headPx + picture.topPx) / rowPx);
  const reach = 2;
  const hits = picture.plot.bars.filter((bar) => {
    if (bar.row !== row) return false;
    const left = xOf(picture, bar.from);
    return x >= left - reach && x <= Math.max(left + narrowestPx, xOf(picture, bar.to)) + reach;
  });
  return hits.findLast(({ isBand }) => !isBand) ?? hits[0] ?? null;
}
