import { describe, expect, it } from 'vitest';
import { RandomStream } from '#engine';
import { findExtremes, thinSeries } from './thin.ts';

const range = (length: number): Float64Array => Float64Array.from({ length }, (_, index) => index);

describe('thinSeries', () => {
  it('returns a short series untouched', () => {
    const epochs = range(10);
    expect(thinSeries(epochs, epochs, 10).epochs).toBe(epochs);
  });

  it('keeps the first, last, lowest and highest of every bucket, in order', () => {
    const values = Float64Array.of(5, 1, 9, 2, 3, 3, 8, 0, 4, 7);
    const thinned = thinSeries(range(10), values, 8);
    expect([...thinned.epochs]).toEqual([0, 1, 2, 4, 5, 6, 7, 9]);
    expect([...thinned.values]).toEqual([5, 1, 9, 3, 3, 8, 0, 7]);
  });

  it.each([4, 5, 9, 100, 199])('keeps extremes and ends of a random series within %i points', (maxPoints) => {
    const random = new RandomStream(maxPoints);
    const values = Float64Array.from({ length: 200 }, () => random.randn());
    const { epochs, values: kept } = thinSeries(range(200), values, maxPoints);
    expect(kept.length).toBeLessThanOrEqual(maxPoints);
    expect([epochs[0], epochs.at(-1)]).toEqual([0, 199]);
    expect(Math.max(...kept)).toBe(Math.max(...values));
    expect(Math.min(...kept)).toBe(Math.min(...values));
    expect([...epochs]).toEqual([...new Set(epochs)].sort((a, b) => a - b));
    epochs.forEach((epoch, index) => expect(kept[index]).toBe(values[epoch]));
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

  it('keeps NaN and infinite values beside the extremes', () => {
    const values = range(1000);
    values[500] = NaN;
    values[801] = Infinity;
    values[490] = -9;
    const thinned = thinSeries(range(1000), values, 50);
    expect(thinned.epochs.length).toBeLessThanOrEqual(50);
    expect(thinned.values[thinned.epochs.indexOf(500)]).toBeNaN();
    expect(thinned.values[thinned.epochs.indexOf(801)]).toBe(Infinity);
    expect(thinned.epochs).toContain(490);
  });

  it('keeps a NaN even in four points, and thins a series of only NaN', () => {
    const values = Float64Array.of(1, 2, NaN, 5, 0, 3);
    expect([...thinSeries(range(6), values, 4).epochs]).toEqual([0, 2, 3, 5]);
    const broken = thinSeries(range(100), new Float64Array(100).fill(NaN), 10);
    expect([...broken.epochs]).toEqual([0, 49, 50, 99]);
  });

  it.each([
    [0, 10_001],
    [37, 9803],
    [4000, 4200],
  ])('keeps the same extremes of %i to %i by blocks', (from, to) => {
    const random = new RandomStream(from);
    const values = Float64Array.from({ length: 10_001 }, () => random.randn());
    for (const broken of [false, true]) {
      if (broken) values.fill(NaN, 4100, 4150);
      const part = { from, to, extremes: findExtremes(values) };
      const kept = thinSeries(range(10_001), values, 100, part);
      const inside = values.subarray(from, to).filter(Number.isFinite);
      const finite = kept.values.filter(Number.isFinite);
      expect(kept.values.length).toBeLessThanOrEqual(100);
      expect([kept.epochs[0], kept.epochs.at(-1)]).toEqual([from, to - 1]);
      expect([Math.max(...finite), Math.min(...finite)]).toEqual([Math.max(...inside), Math.min(...inside)]);
      expect(kept.values.some(Number.isNaN)).toBe(broken);
      expect([...kept.epochs]).toEqual([...new Set(kept.epochs)].sort((a, b) => a - b));
    }
  });

  it('returns a short part unchanged', () => {
    const part = { from: 3, to: 6, extremes: findExtremes(range(100)) };
    expect([...thinSeries(range(100), range(100), 4, part).epochs]).toEqual([3, 4, 5]);
  });

  it('refuses invalid arguments', () => {
    expect(() => thinSeries(range(9), range(9), 3)).toThrow('got maxPoints 3; allowed: at least 4');
    expect(() => thinSeries(range(9), range(9), NaN)).toThrow('allowed: at least 4');
    expect(() => thinSeries(range(9), range(8), 4)).toThrow('got 9 epochs for 8 values');
  });
});
