import { newCanvas, pictureRatio } from '../../../figure/canvas-png.ts';
import { chartFont, type ChartTheme } from '../../../figure/chart-theme.ts';

/** A run's picture for a file, with its text. */
export interface SheetTile {
  readonly title: string;
  readonly note: string;
  /** null if there is none: the note says why. */
  readonly picture: HTMLCanvasElement | null;
}

const linePx = 16;
const gapPx = 14;
const mostColumns = 4;

/** Pictures side by side on one sheet, each with its title above and its note below. */
export function tilesSheet(
  tiles: readonly SheetTile[],
  sizePx: { width: number; height: number },
  theme: ChartTheme,
) {
  const columns = Math.min(mostColumns, Math.max(1, tiles.length));
  const rows = Math.ceil(tiles.length / columns);
  const step = { x: sizePx.width + gapPx, y: sizePx.height + 2 * linePx + gapPx };
  const sheet = newCanvas(columns * step.x * pictureRatio, rows * step.y * pictureRatio);
  const context = sheet.getContext('2d')!;
  context.scale(pictureRatio, pictureRatio);
  context.font = chartFont(theme);
  context.textBaseline = 'middle';
  tiles.forEach(({ title, note, picture }, at) => {
    const [left, top] = [(at % columns) * step.x, Math.floor(at / columns) * step.y];
    context.fillStyle = theme.text;
    context.fillText(title, left, top + linePx / 2, sizePx.width);
    if (picture) context.drawImage(picture, left, top + linePx, sizePx.width, sizePx.height);
    context.fillStyle = theme.muted;
    context.fillText(note, left, top + linePx * 1.5 + sizePx.height, sizePx.width);
  });
  return sheet;
}
