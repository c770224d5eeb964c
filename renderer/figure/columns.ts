import type { Column, ColumnLine, ColumnsPlot, PlaceSpan } from './figure.ts';

/** Ranges that selected runs must pass through, by column key, in fractions of a column. */
export type Brushes = ReadonlyMap<string, readonly [low: number, high: number]>;

/** The fraction of the column's range at which a place lies, 0 to 1. */
export function shareOn({ range }: Pick<Column, 'range'>, place: number): number {
  return (place - range.min) / (range.max - range.min);
}

/** The runs inside the brushes of every column; null if there are no brushes. A run without a place in a column is outside its brush. */
export function brushedRuns({ columns, lines }: ColumnsPlot, brushes: Brushes): string[] | null {
  if (brushes.size === 0) return null;
  return lines
    .filter(({ places }) =>
      columns.every((column, index) => {
        const brush = brushes.get(column.key);
        const share = shareOn(column, places[index]!);
        return brush === undefined || (share >= brush[0] && share <= brush[1]);
      }),
    )
    .map(({ runId }) => runId);
}

/** The brushes in the places of their columns. */
export function spansOf(columns: readonly Column[], brushes: Brushes): PlaceSpan[] {
  return columns.flatMap(({ key, range }) => {
    const brush = brushes.get(key);
    const placeAt = (share: number): number => range.min + share * (range.max - range.min);
    return brush === undefined ? [] : [{ key, low: placeAt(brush[0]), high: placeAt(brush[1]) }];
  });
}

/** The run whose line passes nearest to a point, or null if none is near. */
export function nearestLine(
  lines: readonly ColumnLine[],
  corners: (line: ColumnLine) => readonly (readonly [number, number])[],
  x: number,
  y: number,
  maxPx = 8,
): ColumnLine | null {
  let nearest: ColumnLine | null = null;
  let least = maxPx;
  for (const line of lines) {
    const points = corners(line);
    for (let index = 1; index < points.length; index++) {
      const [[x0, y0], [x1, y1]] = [points[index - 1]!, points[index]!];
      if (x < x0 - 2 || x > x1 + 2 || Number.isNaN(y0 + y1)) continue;
      const t = Math.min(1, Math.max(0, (x - x0) / (x1 - x0 || 1)));
      // Perpendicular distance, not vertical: otherwise steep lines would never be hit.
      const slope = (y1 - y0) / (x1 - x0 || 1);
      const distance = Math.abs(y0 + t * (y1 - y0) - y) / Math.hypot(1, slope);
      if (distance < least) {
        least = distance;
        nearest = line;
      }
    }
  }
  return nearest;
}
