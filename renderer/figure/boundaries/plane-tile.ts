import { chartFont, type ChartTheme } from '../chart-theme.ts';
import { drawRegions } from './draw-plane.ts';
import { planeFrame } from './plane-frame.ts';
import type { Scene } from './scene.ts';
import { newSheet } from '../canvas-png.ts';

/** One plane among many. */
export interface PlaneTile extends Pick<Scene, 'picture' | 'lines'> {
  /** A short description, read out. */
  readonly label: string;
  /** Written below it. */
  readonly note: string;
  /** What a click opens. */
  readonly runId: string | null;
}

/** Planes in titled rows and columns; null where there is none. */
export interface PlaneTiles {
  readonly columnTitle: string;
  readonly columns: readonly string[];
  readonly rowTitle: string;
  readonly rows: readonly string[];
  /** Row by row. */
  readonly tiles: readonly (readonly (PlaneTile | null)[])[];
}

/** A tile's plane has no axes of its own: all tiles share one. */
const unit = { xMin: 0, xMax: 1, yMin: 0, yMax: 1, columns: 1, rows: 1 };

/** Draws a tile into the square of `sidePx` at the origin. */
export function drawTile(
  context: CanvasRenderingContext2D,
  tile: Pick<PlaneTile, 'picture' | 'lines'>,
  sidePx: number,
  theme: ChartTheme,
): void {
  context.save();
  context.beginPath();
  context.rect(0, 0, sidePx, sidePx);
  context.clip();
  drawRegions(context, planeFrame(unit, sidePx, sidePx, true), tile, theme);
  context.restore();
}

const rowTitlePx = 84;
const headPx = 36;
const notePx = 18;
const gapPx = 8;

/** All tiles in one picture, for a file. */
export function tilesPicture(
  { columns, columnTitle, rows, rowTitle, tiles }: PlaneTiles,
  theme: ChartTheme,
): HTMLCanvasElement {
  const sidePx = Math.max(70, Math.min(180, 860 / Math.max(1, columns.length)));
  const { canvas, context } = newSheet(
    rowTitlePx + columns.length * (sidePx + gapPx),
    headPx + rows.length * (sidePx + notePx + gapPx),
  );
  context.font = chartFont(theme);
  context.textBaseline = 'middle';
  context.fillStyle = theme.muted;
  context.fillText(columnTitle, rowTitlePx, 8, canvas.width);
  context.fillText(rowTitle, 0, 26, rowTitlePx - gapPx);
  context.textAlign = 'center';
  columns.forEach((column, at) => {
    context.fillText(column, rowTitlePx + at * (sidePx + gapPx) + sidePx / 2, 26, sidePx);
  });
  tiles.forEach((row, rowAt) => {
    const top = headPx + rowAt * (sidePx + notePx + gapPx);
    context.textAlign = 'left';
    context.fillText(rows[rowAt]!, 0, top + sidePx / 2, rowTitlePx - gapPx);
    row.forEach((tile, at) => {
      if (!tile) return;
      context.save();
      context.translate(rowTitlePx + at * (sidePx + gapPx), top);
      drawTile(context, tile, sidePx, theme);
      context.textAlign = 'center';
      context.fillStyle = theme.muted;
      context.fillText(tile.note, sidePx / 2, sidePx + notePx / 2, sidePx);
      context.restore();
    });
  });
  return canvas;
}
