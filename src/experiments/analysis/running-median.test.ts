import { describe, expect, it } from 'vitest';
import { runningMedian } from './running-median.ts';

describe('runningMedian', () => {
  it('is the median of five, or of those available at the ends', () => {
    // [np.median([5, 1, 4, 2, 3, 9][max(0, k - 2):k + 3]) for k in range(6)], NumPy 2.4.6
    expect([...runningMedian([5, 1, 4, 2, 3, 9])]).toEqual([4, 3, 3, 3, 3.5, 3]);
    expect([...runningMedian([7])]).toEqual([7]);
    expect([...runningMedian([])]).toEqual([]);
  });

  it('keeps a monotone stretch unchanged, and no trace of a spike', () => {
    expect([...runningMedian([6, 5, 4, 3, 2, 1])].slice(2, 4)).toEqual([4, 3]);
    expect([...runningMedian([1, 1, 1, 99, 1, 1, -99, 1, 1])]).toEqual(Array(9).fill(1));
  });

  it('leaves values that are not finite in place, and skips them', () => {
    const values = [5, NaN, 1, 4, Infinity, 2, 3, 9];
    expect([...runningMedian(values)]).toEqual([4, NaN, 3, 3, Infinity, 3, 3.5, 3]);
    expect(values[0]).toBe(5);
  });
});
