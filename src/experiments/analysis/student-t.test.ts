import { describe, expect, it } from 'vitest';
import { studentTQuantile } from './student-t.ts';

// mpmath 1.2.1 with mp.dps = 40, to 17 digits:
// findroot(lambda t: betainc(v/2, mpf(1)/2, 0, v/(v + t*t), regularized=True)/2 - (1 - mpf(p)), scipy.stats.t.ppf(p, v));
// for 10^9 degrees of freedom z + (z^3 + z)/(4v) of the normal quantile z.
const quantiles: [number, number, number][] = [
  [1, 0.975, 12.706204736174705],
  [2, 0.975, 4.3026527297494639],
  [3, 0.975, 3.1824463052837096],
  [4, 0.975, 2.7764451051977944],
  [5, 0.975, 2.5705818356363155],
  [9, 0.975, 2.2621571627982055],
  [29, 0.975, 2.0452296421327043],
  [99, 0.975, 1.9842169515864175],
  [101, 0.975, 1.9837310029556062],
  [1000, 0.975, 1.9623390808264085],
  [1_000_000, 0.975, 1.959966356814107],
  [1_000_000_000, 0.975, 1.9599639869123255],
  [2.5, 0.975, 3.5746548420036832],
  [59.5, 0.975, 2.0006436102145179],
  [7, 0.6, 0.26316686135202281],
  [10, 0.95, 1.8124611228116764],
  [30, 0.995, 2.7499956535672253],
  [61, 0.999, 3.2292960935404736],
  [1.5, 0.9999, 242.2640988465063],
  [101, 0.9999999, 5.5828256622040277],
  [1000, 0.9999999, 5.235998469292347],
];

describe('studentTQuantile', () => {
  it.each(quantiles)('of %d degrees of freedom at %d', (degreesOfFreedom, probability, expected) => {
    const quantile = studentTQuantile(probability, degreesOfFreedom);
    expect(Math.abs(quantile / expected - 1)).toBeLessThan(1e-10);
    const lower = studentTQuantile(1 - probability, degreesOfFreedom);
    expect(Math.abs(-lower / expected - 1)).toBeLessThan(1e-8);
  });

  it('has its closed forms at 1 and 2 degrees of freedom', () => {
    for (const probability of [0.51, 0.75, 0.9, 0.999]) {
      const cauchy = Math.tan(Math.PI * (probability - 0.5));
      expect(Math.abs(studentTQuantile(probability, 1) / cauchy - 1)).toBeLessThan(1e-11);
      const odds = 2 * probability - 1;
      const two = (odds * Math.SQRT2) / Math.sqrt(1 - odds * odds);
      expect(Math.abs(studentTQuantile(probability, 2) / two - 1)).toBeLessThan(1e-11);
    }
    expect(studentTQuantile(0.5, 3)).toBe(0);
  });

  it('says what is allowed', () => {
    expect(() => studentTQuantile(1, 3)).toThrow(RangeError);
    expect(() => studentTQuantile(0, 3)).toThrow('got probability 0; allowed: above 0 and below 1');
    expect(() => studentTQuantile(0.9, 0)).toThrow('got 0 degrees of freedom; allowed: at least 1');
    expect(() => studentTQuantile(0.9, NaN)).toThrow(RangeError);
  });
});
