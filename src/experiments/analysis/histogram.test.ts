import { describe, expect, it } from 'vitest';
import { RandomStream } from '#engine';
import { histogram } from './histogram.ts';

const values = [0.1, 0.2, 0.2, 0.35, 0.9, 1, -0.4, 0];

describe('histogram', () => {
  // np.histogram(values, bins=5); np.histogram(values, bins=4, range=(-1, 1)); np.histogram(np.arange(11)/10, bins=10), NumPy 1.24.2
  it('counts like numpy.histogram', () => {
    const { counts, edges } = histogram(values, { bins: 5 });
    expect([...counts]).toEqual([1, 2, 3, 0, 2]);
    expect([...edges]).toEqual([
      -0.4, -0.12000000000000005, 0.15999999999999992, 0.43999999999999984, 0.7199999999999999, 1,
    ]);
    const tenths = Array.from({ length: 11 }, (_, index) => index / 10);
    const ten = histogram(tenths, { bins: 10 });
    expect([...ten.counts]).toEqual([1, 1, 2, 0, 1, 2, 1, 0, 1, 2]);
    expect([...ten.edges.subarray(2, 8)]).toEqual([
      0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001,
    ]);
  });

  it('puts 0 in the middle, or takes a given range', () => {
    const centred = histogram(values, { bins: 4, zeroCentred: true });
    expect([...centred.counts]).toEqual([0, 1, 5, 2]);
    expect([...centred.edges]).toEqual([-1, -0.5, 0, 0.5, 1]);
    const part = histogram(values, { bins: 2, range: [0, 0.4] });
    expect([...part.counts]).toEqual([2, 3]);
    expect(part.outside).toBe(3);
  });

  it('widens the range of equal values, and has a range even without values', () => {
    expect(histogram([2, 2, 2], { bins: 2 })).toEqual({
      edges: Float64Array.from([1.5, 2, 2.5]),
      counts: Uint32Array.from([0, 3]),
      notFinite: 0,
      outside: 0,
    });
    expect([...histogram([0, 0], { bins: 2, zeroCentred: true }).edges]).toEqual([-0.5, 0, 0.5]);
    expect([...histogram([NaN], { bins: 1 }).edges]).toEqual([0, 1]);
  });

  it('counts non-finite values separately', () => {
    const { counts, notFinite } = histogram([NaN, 1, Infinity, 2, -Infinity], { bins: 2 });
    expect([...counts]).toEqual([1, 1]);
    expect(notFinite).toBe(3);
  });

  it('puts every value between the edges of its bin, despite rounding', () => {
    const random = new RandomStream(4);
    const many = Float32Array.from({ length: 5000 }, () => Math.round(random.randn() * 10) / 10);
    const { counts, edges } = histogram(many, { bins: 37 });
    counts.forEach((count, bin) => {
      const isLast = bin === counts.length - 1;
      const inside = many.filter(
        (value) => value >= edges[bin]! && (value < edges[bin + 1]! || (isLast && value === edges[bin + 1]!)),
      );
      expect(count).toBe(inside.length);
    });
  });

  it('says what is allowed', () => {
    expect(() => histogram([1], { bins: 0 })).toThrow('got 0 bins; allowed: a whole number, 1 to 10,000');
    expect(() => histogram([1], { range: [1, 1] })).toThrow('got the range 1 to 1');
    expect(() => histogram([1], { range: [0, NaN] })).toThrow(RangeError);
  });
});
