import { expect, it } from 'vitest';
import { nearestFactor, nextFactor, zoomFactors } from './zoom-factors.ts';
import { zoomPage } from './zoom.ts';

it.each<[number, 'in' | 'out', number]>([
  [1, 'in', 1.1],
  [1, 'out', 0.9],
  [1.1000000000000003, 'in', 1.25], // as Chromium reports what was set
  [1.0999999999, 'in', 1.25],
  [1.2, 'in', 1.25],
  [1.2, 'out', 1.1],
  [3, 'in', 3],
  [0.5, 'out', 0.5],
  [9, 'out', 3],
])('from %f %s to %f', (factor, direction, next) => {
  expect(nextFactor(factor, direction)).toBe(next);
});

it('reaches all levels from the smallest to the largest, and back', () => {
  const contents = { zoomFactor: 0.5 };
  const seen = zoomFactors.slice(1).map(() => zoomPage(contents, 'in'));
  expect([0.5, ...seen]).toEqual(zoomFactors);
  const back = zoomFactors.slice(1).map(() => zoomPage(contents, 'out'));
  expect([3, ...back]).toEqual(zoomFactors.toReversed());
  expect(zoomPage(contents, 1)).toBe(1);
});

it('finds the nearest level', () => {
  expect([0.1, 0.68, 1.02, 1.44, 7].map(nearestFactor)).toEqual([0.5, 0.67, 1, 1.5, 3]);
});
