import { describe, expect, it } from 'vitest';
import { histogram, type FieldDescription } from '#api';
import { hasLogarithm, rangeBetween, rangeScale, stopsOf } from './range-scale.ts';

function described(values: readonly number[], more: Partial<FieldDescription> = {}): FieldDescription {
  const counts = new Map<number, number>();
  values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  const finite = values.filter(Number.isFinite);
  return {
    distinct: counts.size,
    values: [...counts].slice(0, 100).map(([value, runs]) => ({ value, runs })),
    range: [Math.min(...finite), Math.max(...finite)],
    histogram: histogram(finite, { bins: 32 }),
    logHistogram: finite.every((value) => value > 0) ? histogram(finite.map(Math.log10), { bins: 32 }) : null,
    ...more,
  } as FieldDescription;
}

describe('few values', () => {
  const lambdas = described([1e-3, 0, 1e-5, 0, 0]);
  const scale = rangeScale(lambdas, false)!;

  it('have a stop and a bar each, and need no logarithm', () => {
    expect(scale.stops).toEqual([0, 1e-5, 1e-3]);
    expect(scale.bars.map(({ runs }) => runs)).toEqual([3, 1, 1]);
    expect(hasLogarithm(described([1e-3, 1e-5]))).toBe(false);
  });

  it('select what lies between the handles, and are unbounded at the end stops', () => {
    expect(rangeBetween(scale, [0, 1])).toEqual({ from: null, to: 1e-5 });
    expect(rangeBetween(scale, [1, 2])).toEqual({ from: 1e-5, to: null });
    expect(stopsOf(scale, { from: 1e-5, to: null })).toEqual([1, 2]);
    expect(stopsOf(scale, { from: null, to: 5e-4 })).toEqual([0, 2]);
    expect(stopsOf(scale, { from: -1, to: -1 })).toEqual([0, 0]);
  });
});

describe('many values', () => {
  const many = described(Array.from({ length: 1000 }, (_, at) => 10 ** (at / 250 - 2)));

  it('have a hundred steps between the exact ends, each rounded', () => {
    const { stops, bars } = rangeScale(many, false)!;
    expect([stops.length, stops[0], stops.at(-1)]).toEqual([101, 0.01, 10 ** (999 / 250 - 2)]);
    expect(stops.slice(1, -1).every((stop) => stop === Number(stop.toPrecision(3)))).toBe(true);
    expect(bars.reduce((sum, { runs }) => sum + runs, 0)).toBe(1000);
    expect(bars.at(-1)!.to).toBe(100);
  });

  it('are evenly spaced on a logarithmic scale', () => {
    expect(hasLogarithm(many)).toBe(true);
    const { stops, bars } = rangeScale(many, true)!;
    // Halfway between 0.01 and 99.08 by ratio: sqrt(0.01 * 99.08) = 0.995.
    expect(stops[50]).toBe(0.995);
    expect(bars.every(({ runs }) => runs >= 30 && runs <= 33)).toBe(true);
  });

  it('have no scale if nothing is finite', () => {
    expect(rangeScale(described([], { distinct: 0, range: null, histogram: null }), false)).toBeNull();
  });
});
