import { describe, expect, it } from 'vitest';
import { summarize } from './summary.ts';

describe('summarize', () => {
  // x = np.array([0.812, 0.795, 0.851, 0.779, 0.83]); x.mean(), x.std(ddof=1), scipy.stats.sem(x),
  // scipy.stats.t.interval(0.95, 4, loc=x.mean(), scale=scipy.stats.sem(x)), NumPy 1.24.2 and SciPy 1.10.1
  it('gives mean, spread and t-interval', () => {
    const summary = summarize([0.812, 0.795, 0.851, 0.779, 0.83]);
    expect(summary).toMatchObject({ n: 5, excluded: 0 });
    expect(summary.mean).toBeCloseTo(0.8134, 14);
    expect(summary.sd).toBeCloseTo(0.02834254752135027, 14);
    expect(summary.standardError).toBeCloseTo(0.012675172582651476, 14);
    expect(summary.ci95![0]).toBeCloseTo(0.7782080791253599, 12);
    expect(summary.ci95![1]).toBeCloseTo(0.8485919208746401, 12);
  });

  // The same calls on [0.5, 0.75] with 1 degree of freedom; SciPy's quantile is good to 11 digits there.
  it('is wide for two', () => {
    const { ci95 } = summarize([0.5, 0.75]);
    expect(ci95![0]).toBeCloseTo(-0.9632755920540119, 9);
    expect(ci95![1]).toBeCloseTo(2.213275592054012, 9);
  });

  it('has no spread for a single value, and nothing for none', () => {
    expect(summarize([0.25])).toEqual({
      n: 1,
      excluded: 0,
      mean: 0.25,
      sd: null,
      standardError: null,
      ci95: null,
    });
    expect(summarize([])).toEqual({
      n: 0,
      excluded: 0,
      mean: null,
      sd: null,
      standardError: null,
      ci95: null,
    });
  });

  it('excludes and counts values that diverged', () => {
    const summary = summarize([NaN, 1, Infinity, 3, -Infinity]);
    expect(summary).toMatchObject({ n: 2, excluded: 3, mean: 2, sd: Math.SQRT2, standardError: 1 });
    expect(summarize([NaN])).toMatchObject({ n: 0, excluded: 1, mean: null });
  });

  it('gives equal values their own mean and no spread', () => {
    expect(summarize([0.1, 0.1, 0.1])).toEqual({
      n: 3,
      excluded: 0,
      mean: 0.1,
      sd: 0,
      standardError: 0,
      ci95: [0.1, 0.1],
    });
  });

  it('keeps a small spread on a large mean', () => {
    expect(summarize([1e9 + 1, 1e9 + 2, 1e9 + 3])).toMatchObject({ mean: 1e9 + 2, sd: 1 });
  });
});
