/** Corners of triangles, three indices of points each, counter-clockwise. */
export type Triangles = readonly (readonly [a: number, b: number, c: number])[];

/** Far enough that what is missing at the edge is thinner than a pixel. */
const far = 1e3;
/** Points on a grid lie on lines and circles in common, which leaves the choice of triangles open: so little decides it. */
const jitter = 1e-7;
const leastArea = 1e-6;

/**
 * Delaunay triangles of points in a plane, scaled to a unit square first: no point lies within the circle through the corners of a
 * triangle. Takes time in the square of the number of points: a thousand take some tens of milliseconds. Points must differ; none for fewer than
 * three, or for points on one line. Source: Bowyer and Watson, Computer Journal 24, 1981.
 */
export function triangulate(x: ArrayLike<number>, y: ArrayLike<number>): Triangles {
  const count = x.length;
  const px = [...unitScaled(x, 1), -far, far, 0];
  const py = [...unitScaled(y, 2), -far, -far, far];
  let triangles: [number, number, number][] = [[count, count + 1, count + 2]];
  for (let point = 0; point < count; point++) {
    const edges = new Map<string, [number, number]>();
    const kept: [number, number, number][] = [];
    for (const triangle of triangles) {
      if (!isInCircle(px, py, triangle, point)) {
        kept.push(triangle);
        continue;
      }
      const [a, b, c] = triangle;
      for (const [from, to] of [
        [a, b],
        [b, c],
        [c, a],
      ] as const) {
        // An edge between two triangles that go is met both ways round.
        if (!edges.delete(`${to} ${from}`)) edges.set(`${from} ${to}`, [from, to]);
      }
    }
    triangles = kept;
    for (const [from, to] of edges.values()) triangles.push([from, to, point]);
  }
  return triangles.filter(
    (corners) => corners.every((corner) => corner < count) && areaOf(px, py, corners) > leastArea,
  );
}

function unitScaled(values: ArrayLike<number>, seed: number): number[] {
  const all = Array.from(values);
  const least = all.reduce((a, b) => Math.min(a, b), Infinity);
  const length = all.reduce((a, b) => Math.max(a, b), -Infinity) - least || 1;
  return all.map(
    (value, at) => (value - least) / length + jitter * ((((at + 1) * 0.6180339887 * seed) % 1) - 0.5),
  );
}

function areaOf(
  x: readonly number[],
  y: readonly number[],
  [a, b, c]: readonly [number, number, number],
): number {
  return ((x[b]! - x[a]!) * (y[c]! - y[a]!) - (x[c]! - x[a]!) * (y[b]! - y[a]!)) / 2;
}

function isInCircle(
  x: readonly number[],
  y: readonly number[],
  [a, b, c]: readonly [number, number, number],
  point: number,
): boolean {
  const [ax, ay] = [x[a]! - x[point]!, y[a]! - y[point]!];
  const [bx, by] = [x[b]! - x[point]!, y[b]! - y[point]!];
  const [cx, cy] = [x[c]! - x[point]!, y[c]! - y[point]!];
  const [aa, bb, cc] = [ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy];
  return ax * (by * cc - bb * cy) - ay * (bx * cc - bb * cx) + aa * (bx * cy - by * cx) > 0;
}

/** Interpolated linearly within the triangle that holds the point; NaN outside of all: nothing is extrapolated. */
export function interpolate(
  triangles: Triangles,
  {
    x,
    y,
    z,
  }: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number>; readonly z: ArrayLike<number> },
  atX: number,
  atY: number,
): number {
  for (const [a, b, c] of triangles) {
    const [abx, aby] = [x[b]! - x[a]!, y[b]! - y[a]!];
    const [acx, acy] = [x[c]! - x[a]!, y[c]! - y[a]!];
    const whole = abx * acy - acx * aby;
    const u = ((atX - x[a]!) * acy - acx * (atY - y[a]!)) / whole;
    const v = (abx * (atY - y[a]!) - (atX - x[a]!) * aby) / whole;
    if (u >= -1e-12 && v >= -1e-12 && u + v <= 1 + 1e-12)
      return z[a]! + u * (z[b]! - z[a]!) + v * (z[c]! - z[a]!);
  }
  return NaN;
}
