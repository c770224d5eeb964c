import { expect, it } from 'vitest';
import { timeUnit } from './time-unit.ts';

it('is the largest of which the axis spans two', () => {
  const unit = (max: number): string => timeUnit({ min: 0, max }).name;
  expect([0, 1999, 2000, 119_999, 120_000, 7_199_999, 7_200_000].map(unit)).toEqual([
    'ms',
    'ms',
    's',
    's',
    'min',
    'min',
    'h',
  ]);
});
