import { expect, it } from 'vitest';
import { curvePaths } from './curve-path.ts';

it('puts curves on one scale, values by their logarithm', () => {
  const paths = curvePaths(
    [
      { epochs: [0, 50, 100], values: [1, 0.1, 0.01] },
      { epochs: [0, 100], values: [1, 0.1] },
    ],
    103,
    23,
  );
  // 100 wide and 20 high inside the margins of 1.5; 1, 0.1 and 0.01 are 0, 1/2 and 1 of the way down.
  expect(paths).toEqual(['M1.5 1.5L51.5 11.5L101.5 21.5', 'M1.5 1.5L101.5 11.5']);
});

it('is linear if a value is not positive', () => {
  expect(curvePaths([{ epochs: [0, 1, 2], values: [4, 1, 0] }], 103, 23)).toEqual([
    'M1.5 1.5L51.5 16.5L101.5 21.5',
  ]);
});

it('breaks at non-finite values, and draws nothing without two neighbours', () => {
  expect(curvePaths([{ epochs: [0, 1, 2, 3, 4], values: [2, 1, NaN, 1, 2] }], 103, 23)).toEqual([
    'M1.5 1.5L26.5 21.5M76.5 21.5L101.5 1.5',
  ]);
  expect(
    curvePaths(
      [
        { epochs: [0], values: [1] },
        { epochs: [], values: [] },
      ],
      103,
      23,
    ),
  ).toEqual(['', '']);
  expect(curvePaths([{ epochs: [0, 1], values: [NaN, Infinity] }], 103, 23)).toEqual(['']);
});

it('is a line in the middle if all values are the same', () => {
  expect(curvePaths([{ epochs: [0, 1], values: [3, 3] }], 103, 23)).toEqual(['M1.5 11.5L101.5 11.5']);
});
