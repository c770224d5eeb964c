/** Points of the plane of two features, as passed to the network: the centres of `columns` x `rows` equal cells. */
export interface PlaneGrid {
  readonly xMin: number;
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * The first features of the grid's columns, and the second ones of its rows, in their order. Throws RangeError if the grid has no
 * whole number of cells.
 */
export function gridAxes({ xMin, xMax, yMin, yMax, columns, rows }: PlaneGrid): {
  xs: Float64Array;
  ys: Float64Array;
} {
  if (!(Number.isInteger(columns) && columns >= 1 && Number.isInteger(rows) && rows >= 1)) {
    throw new RangeError(`got ${columns} columns and ${rows} rows; allowed: whole numbers, at least 1`);
  }
  return { xs: centres(xMin, xMax, columns), ys: centres(yMin, yMax, rows) };
}

/** The points of a grid [rows * columns, 2], row-major from (xMin, yMin) on. Throws RangeError as `gridAxes` does. */
export function gridPoints(grid: PlaneGrid): Float64Array {
  const { xs, ys } = gridAxes(grid);
  const points = new Float64Array(2 * xs.length * ys.length);
  let at = 0;
  for (const y of ys) {
    for (const x of xs) {
      points[at++] = x;
      points[at++] = y;
    }
  }
  return points;
}

/** Centres of `count` equal parts of the range. */
function centres(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => from + ((index + 0.5) / count) * (to - from));
}
