import { Delaunay } from 'd3-delaunay';

/** Corners of triangles, three point indices each, all with the same orientation. */
export type Triangles = readonly (readonly [a: number, b: number, c: number])[];

/** Triangles below this area are thinner than a pixel: on any screen their points lie on one line. */
const leastArea = 1e-6;

/**
 * Delaunay triangles of points in a plane, scaled to a unit square first: no point lies within the circumcircle of a triangle. None for
 * fewer than three points, or for points on one line.
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

/** NaN if a corner is missing: this is how Delaunay pads its result for one or two points. */
function areaOf(
  x: readonly number[],
  y: readonly number[],
  [a, b, c]: readonly [number, number, number],
): number {
  return Math.abs((x[b]! - x[a]!) * (y[c]! - y[a]!) - (x[c]! - x[a]!) * (y[b]! - y[a]!)) / 2;
}
