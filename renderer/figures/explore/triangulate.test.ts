import { expect, it } from 'vitest';
import { triangulate, type Triangles } from './triangulate.ts';

// numpy.random.default_rng(3), rounded; scipy.interpolate.LinearNDInterpolator over the same points, scaled to a unit square.
const x = [0.086, 0.801, 0.094, 0.479, 0.735, 0.391, 0.431, 0.738, 0.284, 0.696, 0.001, 0.298];
const y = [0.237, 0.582, 0.433, 0.16, 0.114, 0.517, 0.587, 0.956, 0.649, 0.293, 0.973, 0.314];
const z = [0.892, 0.585, 0.471, 0.773, 0.03, 0.707, 0.374, 0.091, 0.661, 0.931, 0.207, 0.63];

it('interpolates like SciPy, and does not extrapolate', () => {
  const triangles = triangulate(x, y);
  const at = (atX: number, atY: number): number => interpolate(triangles, { x, y, z }, atX, atY);
  expect(triangles).toHaveLength(16);
  expect(at(0.241, 0.4576)).toBeCloseTo(0.58751016, 6);
  expect(at(0.401, 0.5435)).toBeCloseTo(0.59734131, 6);
  expect(at(0.561, 0.3717)).toBeCloseTo(0.83194832, 6);
  expect(at(0.361, 0.75825)).toBeCloseTo(0.47453063, 6);
  expect(at(0.001, 0.114)).toBeNaN();
});

it('covers a grid with two triangles per square, each plane exactly', () => {
  const places = [...Array(30).keys()].map((at) => [at % 6, Math.floor(at / 6)] as const);
  const grid = {
    x: places.map(([across]) => across),
    y: places.map(([, up]) => up),
    z: places.map(([a, b]) => 2 * a - b),
  };
  const triangles = triangulate(grid.x, grid.y);
  expect(triangles).toHaveLength(40);
  expect(interpolate(triangles, grid, 2.3, 1.7)).toBeCloseTo(2.9, 9);
  expect(interpolate(triangles, grid, 5, 4)).toBeCloseTo(6, 9);
});

it('has no triangles for too few points or points on one line', () => {
  expect(triangulate([0, 1], [0, 1])).toEqual([]);
  expect(triangulate([0, 1, 2, 3], [0, 1, 2, 3])).toEqual([]);
  expect(triangulate([0, 1, 2, 3], [5, 5, 5, 5])).toEqual([]);
});
it('triangulates a thousand points of a slanted grid, with no triangle twice', () => {
  const places = [...Array(1000).keys()].map((at) => [at % 40, Math.floor(at / 40)] as const);
  const triangles = triangulate(
    places.map(([across, up]) => 1e-3 * (across + up / 3)),
    places.map(([, up]) => 1e5 * up),
  );
  expect(new Set(triangles.map((corners) => [...corners].sort((a, b) => a - b).join())).size).toBe(
    39 * 24 * 2,
  );
});

/** Linear interpolation within the triangle that contains the point; NaN outside all of them. */
function interpolate(
  triangles: Triangles,
  { x, y, z }: Readonly<Record<'x' | 'y' | 'z', readonly number[]>>,
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
