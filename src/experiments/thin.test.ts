import { describe, expect, it } from 'vitest';
import { thinSeries } from './thin.ts';

const range = (length: number): Float64Array => Float64Array.from({ length }, (_, index) => index);

describe('thinSeries', () => {
  it('returns a short series untouched', () => {
    const epochs = range(10);
    expect(thinSeries(epochs, epochs, 10).epochs).toBe(epochs);
  });

  it('keeps the ends and each stretch’s lowest and highest, in order', () => {
    const values = Float64Array.of(5, 1, 9, 2, 3, 3, 8, 0, 4, 7);
    const thinned = thinSeries(range(10), values, 6);
    expect([...thinned.epochs]).toEqual([0, 1, 2, 6, 7, 9]);
    expect([...thinned.values]).toEqual([5, 1, 9, 8, 0, 7]);
  });

  it('loses no spike of a long series and stays within its limit', () => {
    const values = new Float64Array(10_001).fill(1);
    values[4321] = 50;
    values[7777] = -3;
    const thinned = thinSeries(range(10_001), values, 200);
    expect(thinned.epochs.length).toBeLessThanOrEqual(200);
    expect(thinned.values[thinned.epochs.indexOf(4321)]).toBe(50);
    expect(thinned.values[thinned.epochs.indexOf(7777)]).toBe(-3);
    expect(thinned.epochs.at(-1)).toBe(10_000);
  });

  it('keeps NaN and infinite values', () => {
    const values = new Float64Array(1000).fill(2);
    values[500] = NaN;
    values[801] = Infinity;
    const thinned = thinSeries(range(1000), values, 50);
    expect(thinned.values[thinned.epochs.indexOf(500)]).toBeNaN();
    expect(thinned.values[thinned.epochs.indexOf(801)]).toBe(Infinity);
  });
});
