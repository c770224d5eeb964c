import { shortenText } from '#api';
import { chartFont } from '../../../figure/chart-setup.ts';
import { type ChartTheme, withOpacity } from '../../../figure/chart-theme.ts';
import { viridisLine } from '../../../figure/viridis.ts';
import { type Brushes, type ColumnRun, type RunColumns, shareOn } from './run-columns.ts';

/** Where columns stand, in pixels. */
export interface ParallelLayout {
  readonly left: number;
  readonly step: number;
  readonly top: number;
  readonly bottom: number;
}

const headPx = 40;
const footPx = 16;
const sidePx = 44;

export function parallelLayout(columns: number, widthPx: number, heightPx: number): ParallelLayout {
  const inner = Math.max(1, widthPx - 2 * sidePx);
  return { left: sidePx, step: inner / Math.max(1, columns - 1), top: headPx, bottom: heightPx - footPx };
}

export interface ParallelPicture {
  readonly all: RunColumns;
  readonly layout: ParallelLayout;
  /** Index of the column that gives the colours. */
  readonly color: number;
  readonly brushes: Brushes;
  readonly selected: ReadonlySet<string> | null;
  readonly highlighted: string | null;
  readonly theme: ChartTheme;
}

/** One line a run across all columns; what is not selected steps back, what diverged ends in a red cross. */
export function drawParallel(context: CanvasRenderingContext2D, picture: ParallelPicture): void {
  const { all, selected, highlighted, theme } = picture;
  const isIn = ({ run }: ColumnRun): boolean => selected === null || selected.has(run.id);
  const strength = all.runs.length > 150 ? 0.45 : all.runs.length > 40 ? 0.65 : 0.85;
  context.lineJoin = 'round';
  for (const run of all.runs)
    if (!isIn(run)) drawRun(context, picture, run, withOpacity(theme.faint, 0.16), 1);
  for (const run of all.runs) {
    if (isIn(run)) drawRun(context, picture, run, withOpacity(runColor(picture, run), strength), 1.25);
  }
  const found = all.runs.find(({ run }) => run.id === highlighted);
  if (found) drawRun(context, picture, found, theme.text, 2.25);
  drawColumns(context, picture);
}

/** Pixels of a run's corners; NaN in height where it has no place. */
export function runCorners(
  { all, layout }: Pick<ParallelPicture, 'all' | 'layout'>,
  { places }: ColumnRun,
): [number, number][] {
  return places.map((place, index) => [
    layout.left + index * layout.step,
    heightOf(layout, shareOn(all.columns[index]!, place)),
  ]);
}

export function heightOf({ top, bottom }: ParallelLayout, share: number): number {
  return bottom - share * (bottom - top);
}

function runColor({ all, color, theme }: ParallelPicture, { run, places }: ColumnRun): string {
  if (run.status === 'diverged') return theme.danger;
  const share = shareOn(all.columns[color]!, places[color]!);
  return Number.isNaN(share) ? theme.muted : viridisLine(Math.min(1, Math.max(0, share)), theme.surface);
}

function drawRun(
  context: CanvasRenderingContext2D,
  picture: ParallelPicture,
  run: ColumnRun,
  color: string,
  width: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  let end: [number, number] | null = null;
  for (const [x, y] of runCorners(picture, run)) {
    if (Number.isNaN(y)) break;
    if (end) context.lineTo(x, y);
    else context.moveTo(x, y);
    end = [x, y];
  }
  context.stroke();
  if (run.run.status !== 'diverged' || !end) return;
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

function drawColumns(
  context: CanvasRenderingContext2D,
  { all, layout, brushes, theme }: ParallelPicture,
): void {
  const { left, step, top, bottom } = layout;
  context.font = chartFont(theme);
  all.columns.forEach((column, index) => {
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
    context.textAlign = index === 0 ? 'left' : index === all.columns.length - 1 ? 'right' : 'center';
    const shift = index === 0 ? -sidePx + 2 : index === all.columns.length - 1 ? sidePx - 2 : 0;
    // Neighbours stand at two heights, so that long names have the room of two columns.
    context.fillStyle = theme.text;
    context.fillText(fitText(context, column.label, step * 1.9), x + shift, index % 2 === 0 ? 10 : 26);
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
