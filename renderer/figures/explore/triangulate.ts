import { Delaunay } from 'd3-delaunay';

/** Corners of triangles, three indices of points each, all in the same sense of rotation. */
export type Triangles = readonly (readonly [a: number, b: number, c: number])[];

/** Of points on one line by all that a screen can show, triangles are thinner than a pixel. */
const leastArea = 1e-6;

/**
 * Delaunay triangles of points in a plane, scaled to a unit square first: no point lies within the circle through the corners of a
 * triangle. None for fewer than three points, or for points on one line.
 */
export function triangulate(x: ArrayLike<number>, y: ArrayLike<number>): Triangles {
  const [px, py] = [unitScaled(x), unitScaled(y)];
  const { triangles } = new Delaunay(px.flatMap((across, at) => [across, py[at]!]));
  const all = Array.from(
    { length: triangles.length / 3 },
    (_, at) => [triangles[3 * at]!, triangles[3 * at + 1]!, triangles[3 * at + 2]!] as const,
  );
  return all.filter((corners) => areaOf(px, py, corners) > leastArea);
}

function unitScaled(values: ArrayLike<number>): number[] {
  const all = Array.from(values);
  const least = all.reduce((a, b) => Math.min(a, b), Infinity);
  const length = all.reduce((a, b) => Math.max(a, b), -Infinity) - least || 1;
  return all.map((value) => (value - least) / length);
}

/** NaN where a corner is no point: so Delaunay fills up what one or two points have. */
function areaOf(
  x: readonly number[],
  y: readonly number[],
  [a, b, c]: readonly [number, number, number],
): number {
  return Math.abs((x[b]! - x[a]!) * (y[c]! - y[a]!) - (x[c]! - x[a]!) * (y[b]! - y[a]!)) / 2;
}
