import { expect, it } from 'vitest';
import { seedNoise } from './seed-noise.ts';

const a = [0.5, 0.7, 0.3];
const b = [1, 1.4, 1.1, 1.3];

// scipy: stats.t.ppf(.975, df) * np.sqrt(a.var(ddof=1) + b.var(ddof=1)), df = (va + vb)**2 / (va**2 / 2 + vb**2 / 3)
it('is that of two independent values with the spreads of their settings', () => {
  const noise = seedNoise(a, b)!;
  expect(noise.degreesOfFreedom).toBeCloseTo(4.594936708860758, 12);
  expect(noise.size).toBeCloseTo(0.7149855106752794, 12);
  expect(noise.seeds).toEqual([3, 4]);
});

it('is that of one setting against itself, or uses the only known spread for both', () => {
  expect(seedNoise(a)!.size).toBeCloseTo(1.2169739689186616, 12);
  expect(seedNoise([0.4], b)).toEqual({ ...seedNoise(b), seeds: [0, 4] });
  expect(seedNoise(b, [])!.size).toBeCloseTo(0.8217041027042082, 12);
  expect(seedNoise(b, [NaN, 2])!.seeds).toEqual([4, 0]);
});

it('is null if no setting has two finite values, and 0 if seeds change nothing', () => {
  expect(seedNoise([1])).toBeNull();
  expect(seedNoise([1, Infinity], [2])).toBeNull();
  expect(seedNoise([1, 1], [2, 2])!.size).toBe(0);
});
