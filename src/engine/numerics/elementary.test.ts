import { expect, it } from 'vitest';
import { wholePower } from './elementary.ts';

it.each([
  [0.9, 0, 1],
  [0.9, 1, 0.9],
  [0, 5, 0],
  [2, 1000, 2 ** 1000],
  [-3, 3, -27],
  [0.999, 10_001, 4.5128172631071194e-5],
])('%d to the power %i is %d', (base, exponent, expected) => {
  const power = wholePower(base, exponent);
  expect(Math.abs(power - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
});
