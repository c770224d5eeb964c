/** Room that a tile needs beside its picture, and the least that a picture is worth. */
export interface TileShape {
  /** Of its words above and below. */
  readonly wordsPx: number;
  /** Height of a picture relative to its width. */
  readonly ratio: number;
  readonly gapPx: number;
  readonly minWidthPx: number;
}

export interface TileGrid {
  readonly columns: number;
  /** Of each picture. */
  readonly widthPx: number;
}

/** The columns in which `count` pictures get largest in a box, all of them in sight; where they would get too small, the box scrolls. */
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
