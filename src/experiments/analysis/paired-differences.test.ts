import { describe, expect, it } from 'vitest';
import { pairedDifferences } from './paired-differences.ts';

const group = (...values: [seed: number, value: number][]) =>
  values.map(([seed, value]) => ({ seed, value }));

describe('pairedDifferences', () => {
  // d = np.array([.84, .83, .86, .85]) - np.array([.91, .87, .95, .9]); d.mean(), d.std(ddof=1), scipy.stats.sem(d),
  // scipy.stats.t.interval(.95, 3, loc=d.mean(), scale=scipy.stats.sem(d))
  it('compares runs of the same seed, in any order', () => {
    const { pairs, summary, unpaired } = pairedDifferences(
      group([7, 0.9], [0, 0.91], [1, 0.87], [2, 0.95], [12, 0.4], [9, 0.1]),
      group([2, 0.86], [1, 0.83], [0, 0.84], [7, 0.85], [3, 0.2]),
    );
    expect(pairs.map(({ seed }) => seed)).toEqual([0, 1, 2, 7]);
    expect(pairs[1]).toEqual({ seed: 1, baseline: 0.87, other: 0.83, difference: 0.83 - 0.87 });
    expect(summary.n).toBe(4);
    expect(summary.mean).toBeCloseTo(-0.0625, 14);
    expect(summary.sd).toBeCloseTo(0.022173557826083427, 14);
    expect(summary.standardError).toBeCloseTo(0.011086778913041714, 14);
    expect(summary.ci95![0]).toBeCloseTo(-0.09778307858931311, 10);
    expect(summary.ci95![1]).toBeCloseTo(-0.027216921410686948, 10);
    expect(unpaired).toEqual({ baseline: [9, 12], other: [3] });
  });

  it('shows and counts a pair in which one run diverged', () => {
    const { pairs, summary } = pairedDifferences(group([0, 1], [1, 1]), group([0, NaN], [1, 3]));
    expect(pairs[0]).toEqual({ seed: 0, baseline: 1, other: NaN, difference: NaN });
    expect(summary).toMatchObject({ n: 1, excluded: 1, mean: 2, ci95: null });
  });

  it('has no mean if no seed is in both', () => {
    const { pairs, summary, unpaired } = pairedDifferences(group([0, 1]), group([1, 1]));
    expect(pairs).toEqual([]);
    expect(summary).toMatchObject({ n: 0, mean: null });
    expect(unpaired).toEqual({ baseline: [0], other: [1] });
  });

  it('refuses a duplicate seed', () => {
    expect(() => pairedDifferences(group([0, 1]), group([4, 1], [4, 1]))).toThrow(
      new RangeError('got seed 4 more than once in group "other"; allowed: one run per seed'),
    );
    expect(() => pairedDifferences(group([0, 1], [0, 2]), group([0, 1]))).toThrow('in group "baseline"');
  });
});
