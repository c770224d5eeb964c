import { expect, it } from 'vitest';
import { project, tracePath, unproject } from './line-path.ts';

const linear = { logarithmic: false, offset: 10, scale: 2 };
const logarithmic = { logarithmic: true, offset: 0, scale: 100 };

it('projects values to pixels and back', () => {
  expect(project(linear, 5)).toBe(20);
  expect(unproject(linear, 20)).toBe(5);
  expect(project(logarithmic, 1000)).toBeCloseTo(300, 9);
  expect(unproject(logarithmic, 200)).toBeCloseTo(100, 9);
  expect(project(logarithmic, 0)).toBeNaN();
  expect(project(linear, Infinity)).toBeNaN();
});

it('breaks the line where a value is not finite', () => {
  const calls: string[] = [];
  const path = {
    moveTo: (x: number, y: number) => calls.push(`M${x},${y}`),
    lineTo: (x: number, y: number) => calls.push(`L${x},${y}`),
  } as unknown as CanvasRenderingContext2D;
  tracePath(path, Float64Array.of(0, 1, 2, 3, 4), Float64Array.of(1, 2, NaN, 3, 4), linear, linear);
  expect(calls).toEqual(['M10,12', 'L12,14', 'M16,16', 'L18,18']);
  calls.length = 0;
  // An isolated value is visible, too.
  tracePath(path, Float64Array.of(0, 1, 2, 3), Float64Array.of(NaN, 2, NaN, 5), linear, linear);
  expect(calls).toEqual(['M10.5,14', 'L13.5,14', 'M14.5,20', 'L17.5,20']);
});
