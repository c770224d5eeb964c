import { expect, it } from 'vitest';
import { seedsNeeded } from './seeds-needed.ts';

// statsmodels.stats.power.TTestPower().solve_power(effect_size=mean/sd, power=0.8, alpha=0.05)
it.each([
  [0.4, 0.3, 6.58114744484507],
  [-0.1, 0.3, 72.58390269665837],
  [0.05, 0.5, 786.808940181792],
  [1, 0.5, 4.22071858501904],
  [0.02, 0.1, 198.15082095556207],
  [0.5, 0.5, 9.93785094105438],
  [2, 0.5, 2.7201508840828152],
])('a mean of %s with sd %s needs %s seeds, within one', (mean, sd, exact) => {
  const found = seedsNeeded({ mean, sd, resplit: null })!;
  expect(Number.isInteger(found)).toBe(true);
  expect(Math.abs(found - Math.ceil(exact))).toBeLessThanOrEqual(1);
});

it('is null for no difference, or one that nobody could detect', () => {
  expect(seedsNeeded({ mean: 0, sd: 1, resplit: null })).toBeNull();
  expect(seedsNeeded({ mean: 0.001, sd: 1, resplit: null })).toBeNull();
  expect(seedsNeeded({ mean: 1, sd: 0, resplit: null })).toBe(2);
});

// The least n whose power is 0.8 in scipy.stats.nct with n - 1 degrees of freedom and noncentrality mean / (sd sqrt(1 / n + resplit)).
it.each([
  [0.25, 0.1, 0.25, 6],
  [-0.1, 0.1, 0.1, 46],
  [0.15, 0.1, 0.25, 43],
])('of one table: a mean of %s with sd %s and %s needs %s splits, within one', (mean, sd, resplit, exact) => {
  expect(Math.abs(seedsNeeded({ mean, sd, resplit })! - exact)).toBeLessThanOrEqual(1);
});

it('recognizes differences that no number of splits of one table can detect', () => {
  expect(seedsNeeded({ mean: 0.1, sd: 0.3, resplit: 0.25 })).toBeNull();
  expect(seedsNeeded({ mean: 0.1, sd: 0.3, resplit: null })).toBeGreaterThan(70);
});
