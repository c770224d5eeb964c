/** Square tiles in rows, each with a line of text below it, in pixels. */
export interface TileLayout {
  readonly columns: number;
  readonly side: number;
  readonly textPx: number;
  readonly left: number;
}

const gapPx = 6;
const widestPx = 240;

/** The layout in which so many tiles are as large as they can be on a sheet. */
export function tileLayout(count: number, widthPx: number, heightPx: number, textPx: number): TileLayout {
  let best = { columns: 1, side: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const across = (widthPx - (columns - 1) * gapPx) / columns;
    const down = heightPx / Math.ceil(count / columns) - textPx - gapPx;
    const side = Math.floor(Math.min(across, down, widestPx));
    if (side > best.side) best = { columns, side };
  }
  const { columns, side } = best;
  return { columns, side, textPx, left: Math.floor((widthPx - columns * (side + gapPx) + gapPx) / 2) };
}

/** Where tile `index` has its upper left corner. */
export function tileCorner({ columns, side, textPx, left }: TileLayout, index: number) {
  const [column, row] = [index % columns, Math.floor(index / columns)];
  return { x: left + column * (side + gapPx), y: row * (side + textPx + gapPx) };
}

/** The tile at a point, its text included; null beside all of `count`. */
export function tileAt(layout: TileLayout, count: number, x: number, y: number): number | null {
  const { columns, side, textPx, left } = layout;
  const column = Math.floor((x - left + gapPx / 2) / (side + gapPx));
  const row = Math.floor(y / (side + textPx + gapPx));
  const index = row * columns + column;
  return column >= 0 && column < columns && row >= 0 && index < count ? index : null;
}

/** The tile that an arrow key leads to from `index`; null for other keys. At the edge it stays. */
export function tileAfterKey(
  { columns }: TileLayout,
  count: number,
  index: number | null,
  key: string,
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[key];
  if (step === undefined) return null;
  if (index === null) return step > 0 && key === 'End' ? count - 1 : 0;
  if (!Number.isFinite(step)) return step < 0 ? 0 : count - 1;
  const next = index + step;
  return next >= 0 && next < count ? next : index;
}
