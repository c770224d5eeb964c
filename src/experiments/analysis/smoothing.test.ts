import { describe, expect, it } from 'vitest';
import { RandomStream } from '#engine';
import { smooth } from './smoothing.ts';

describe('smooth', () => {
  // [np.average(x[:k+1][::-1], weights=0.6**np.arange(k+1)) for k in range(5)], NumPy 1.24.2
  it('is the debiased exponential average', () => {
    const expected = [1, 0.7499999999999999, 0.7244897959183674, 0.4834558823529412, 0.66412213740458];
    smooth([1, 0.6, 0.7, 0.2, 0.9], 0.6).forEach((value, index) =>
      expect(value).toBeCloseTo(expected[index]!, 14),
    );
  });

  it('is the values themselves at 0 and their running mean at 1', () => {
    expect([...smooth([3, 1, 0.1], 0)]).toEqual([3, 1, 0.1]);
    expect([...smooth([3, 1, 5, 0], 1)]).toEqual([3, 2, 3, 2.25]);
  });

  it('keeps values that are not finite, and is not affected by them', () => {
    const [a, b, c] = smooth([1, 0.6, 0.7], 0.6);
    expect([...smooth([NaN, 1, Infinity, 0.6, NaN, 0.7, -Infinity], 0.6)]).toEqual([
      NaN,
      a,
      Infinity,
      b,
      NaN,
      c,
      -Infinity,
    ]);
    expect([...smooth([NaN, NaN], 0.9)]).toEqual([NaN, NaN]);
    expect([...smooth([], 0.9)]).toEqual([]);
  });

  it.each([0, 0.1, 0.6, 0.9, 0.999, 1])('leaves a constant series unchanged at %d', (smoothing) => {
    for (const constant of [0.1, 1 / 3, -7.77e-300, 1.1e300]) {
      expect([...smooth(Array<number>(1000).fill(constant), smoothing)]).toEqual(
        Array<number>(1000).fill(constant),
      );
    }
  });

  it.each([0.1, 0.6, 0.9, 0.999, 1])('never leaves the range of the data at %d', (smoothing) => {
    const random = new RandomStream(1);
    for (let series = 0; series < 50; series++) {
      const values = Array.from({ length: 40 }, () => 0.1 + 1e-15 * random.randn());
      const smoothed = smooth(values, smoothing);
      expect(Math.min(...smoothed)).toBeGreaterThanOrEqual(Math.min(...values));
      expect(Math.max(...smoothed)).toBeLessThanOrEqual(Math.max(...values));
    }
  });

  it('says what is allowed', () => {
    expect(() => smooth([1], 1.1)).toThrow('got smoothing 1.1; allowed: 0 to 1');
    expect(() => smooth([1], NaN)).toThrow(RangeError);
  });
});
