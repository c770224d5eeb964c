import { expect, it } from 'vitest';
import { splitDiverged, leftOutText } from './diverged-runs.ts';

it('keeps every run, in order, in one group or the other', () => {
  const divided = splitDiverged([3, -1, 4, -2], (run) => run < 0);
  expect(divided).toEqual({ averaged: [3, 4], diverged: [-1, -2] });
});

it('says how many are excluded', () => {
  expect(leftOutText(2, 5)).toBe('2 of 5 diverged and are excluded from the mean');
  expect(leftOutText(1, 4, 'its mean')).toBe('1 of 4 diverged and is excluded from its mean');
  expect(leftOutText(0, 5)).toBe('');
});
