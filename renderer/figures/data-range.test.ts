import { describe, expect, it } from 'vitest';
import { dataRange, scaleOffers, valueScale } from './data-range.ts';

const linear = valueScale({});
const logarithmic = valueScale({ scale: 'logarithmic' });
const ignoring = valueScale({ outliers: 'ignored' });
const at = (...values: number[]) => values.map((y) => ({ y }));

describe('the range of what is drawn', () => {
  it('has all values, and intervals as far as they do not flatten these', () => {
    const { range } = dataRange([{ y: 11, low: -90, high: 11.1 }, { y: 12 }], linear);
    // 0.6 of the span of 1 below the lowest value, and a 5 % margin around 10.4 to 12.
    expect(range.min).toBeCloseTo(10.4 - 0.05 * 1.6, 12);
    expect(range.max).toBeCloseTo(12 + 0.05 * 1.6, 12);
  });

  it('is logarithmic if every value is above 0, and linear if one is not', () => {
    const both = dataRange([{ y: 0.01, low: -1, high: 0.02 }, { y: 1 }], logarithmic);
    expect(both.isLogarithmic).toBe(true);
    expect(both.range.min).toBeGreaterThan(0);
    expect(both.range.min).toBeLessThan(0.01);
    expect(dataRange(at(0, 1), logarithmic).isLogarithmic).toBe(false);
    expect(dataRange(at(), logarithmic)).toMatchObject({ range: { min: 0, max: 1 }, isLogarithmic: false });
  });

  it('names the value far from all others, and leaves it out on request', () => {
    // numpy.percentile: 0.34 and 0.4625, so the fences are at -0.0275 and 0.83.
    const values = at(0.3, 0.31, 0.35, 0.4, 0.42, 0.45, 0.5, 50);
    expect(dataRange(values, linear)).toMatchObject({ outlier: 50 });
    expect(dataRange(values, linear).range.max).toBeGreaterThan(50);
    const without = dataRange(values, ignoring);
    expect(without.outlier).toBe(50);
    expect(without.range.max).toBeLessThan(0.6);
    expect(scaleOffers(ignoring, [without])).toEqual({
      isLogarithmic: false,
      outliers: { extreme: 50, isIgnored: true },
    });
    expect(scaleOffers(logarithmic, [dataRange(values, logarithmic)])).toEqual({ isLogarithmic: true });
  });

  it('has no outliers among few values, or if none flattens the others', () => {
    expect(dataRange(at(0.3, 0.31, 0.35, 50), linear).outlier).toBeNull();
    expect(dataRange(at(0.3, 0.31, 0.35, 0.4, 0.42, 0.45, 0.5, 0.6), linear).outlier).toBeNull();
    expect(dataRange(at(1, 1, 1, 1, 1, 1, 1, 2), linear).outlier).toBeNull();
  });
});
