/** The room that a tile needs in addition to its picture, and the minimum size of a picture. */
export interface TileShape {
  /** Height of the text above and below. */
  readonly wordsPx: number;
  /** Height of a picture relative to its width. */
  readonly ratio: number;
  readonly gapPx: number;
  readonly minWidthPx: number;
}

export interface TileGrid {
  readonly columns: number;
  /** Width of each picture. */
  readonly widthPx: number;
}

/**
 * The number of columns that makes `count` pictures in a box largest with all of them visible; if they would become too small, the box
 * scrolls.
 */
export function tileGrid(count: number, width: number, height: number, shape: TileShape): TileGrid {
  const { wordsPx, ratio, gapPx, minWidthPx } = shape;
  let best: TileGrid = { columns: 1, widthPx: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const across = (width - gapPx * (columns - 1)) / columns;
    const down = ((height - gapPx * (rows - 1)) / rows - wordsPx) / ratio;
    const widthPx = Math.floor(Math.min(across, down));
    if (widthPx > best.widthPx) best = { columns, widthPx };
  }
  if (best.widthPx >= minWidthPx) return best;
  const columns = Math.max(1, Math.min(count, Math.floor((width + gapPx) / (minWidthPx + gapPx))));
  return { columns, widthPx: Math.max(1, Math.floor((width - gapPx * (columns - 1)) / columns)) };
}
