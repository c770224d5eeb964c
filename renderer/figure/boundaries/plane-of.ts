import type { PlaneGrid, PreviewPoints } from '#api';

/** Beyond this ratio of spreads, a common scale for both features would leave only a strip. */
const sameScaleUpTo = 3;
const marginShare = 0.06;

/**
 * A square part of the plane that shows every point with a margin: with the same scale for both features, so that distances look as the
 * network sees them, unless one spreads far wider than the other.
 */
export function planeOf(sets: readonly Pick<PreviewPoints, 'x' | 'y'>[], cells: number): PlaneGrid {
  const x = spreadOf(sets.map((points) => points.x));
  const y = spreadOf(sets.map((points) => points.y));
  const [wide, narrow] = [Math.max(x.half, y.half), Math.min(x.half, y.half)];
  const together = wide <= sameScaleUpTo * narrow || narrow === 0;
  const half = (own: number): number => (together ? wide : own) * (1 + 2 * marginShare) || 1;
  return {
    xMin: x.middle - half(x.half),
    xMax: x.middle + half(x.half),
    yMin: y.middle - half(y.half),
    yMax: y.middle + half(y.half),
    columns: cells,
    rows: cells,
  };
}

function spreadOf(arrays: readonly Float64Array[]): { middle: number; half: number } {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const values of arrays) {
    for (const value of values) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
  }
  return lowest <= highest
    ? { middle: (lowest + highest) / 2, half: (highest - lowest) / 2 }
    : { middle: 0, half: 0 };
}
