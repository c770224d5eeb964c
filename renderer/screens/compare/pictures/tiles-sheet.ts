import type { RunSummary } from '#api';
import { chartFont, type ChartTheme, newSheet } from '#figure';
import type { Sheet } from '../../../figure/weights/network-drawing.ts';

/** A run's place on a sheet, with its text. */
interface SheetTile {
  readonly run: Pick<RunSummary, 'name'>;
  readonly difference: string;
  readonly note: string;
  /** Why it has no picture; said in place of the note. */
  readonly problem: string | null;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const linePx = 16;
const gapPx = 14;
const mostColumns = 4;

/** Runs side by side on one sheet, each with its name above its picture and its note below. */
export function tilesSheet<Tile extends SheetTile>(
  tiles: readonly Tile[],
  pictureOf: (tile: Tile) => HTMLCanvasElement | null,
  { width, height }: Size,
  theme: ChartTheme,
): HTMLCanvasElement {
  const columns = Math.min(mostColumns, Math.max(1, tiles.length));
  const rows = Math.ceil(tiles.length / columns);
  const step = { x: width + gapPx, y: height + 2 * linePx + gapPx };
  const { canvas, context } = newSheet(columns * step.x, rows * step.y);
  context.font = chartFont(theme);
  context.textBaseline = 'middle';
  tiles.forEach((tile, at) => {
    const { run, difference, note, problem } = tile;
    const [left, top] = [(at % columns) * step.x, Math.floor(at / columns) * step.y];
    context.fillStyle = theme.text;
    context.fillText([run.name, difference].filter(Boolean).join(': '), left, top + linePx / 2, width);
    const picture = problem === null ? pictureOf(tile) : null;
    if (picture) context.drawImage(picture, left, top + linePx, width, height);
    context.fillStyle = theme.muted;
    context.fillText(problem ?? note, left, top + linePx * 1.5 + height, width);
  });
  return canvas;
}

/** The same with pictures that are painted for it. */
export function paintedSheet(
  tiles: readonly (SheetTile & { paint(sheet: Sheet): unknown })[],
  size: Size,
  theme: ChartTheme,
): HTMLCanvasElement {
  const painted = ({ paint }: (typeof tiles)[number]): HTMLCanvasElement => {
    const { canvas, context } = newSheet(size.width, size.height);
    paint({ context, ...size });
    return canvas;
  };
  return tilesSheet(tiles, painted, size, theme);
}
