import { expect, test } from 'vitest';
import { solve } from './solve.ts';

test('what was put in comes out', () => {
  // x = 1, y = 2, z = 3.
  const rows = [
    [0, 2, 1],
    [1, 1, 1],
    [2, 0, 4],
  ];
  expect(solve(rows, [7, 6, 14])).toEqual([1, 2, 3]);
});

test('rows that say the same decide nothing', () => {
  const rows = [
    [1, 2],
    [2, 4],
  ];
  expect(() => solve(rows, [1, 2])).toThrow('the rows do not decide');
});
