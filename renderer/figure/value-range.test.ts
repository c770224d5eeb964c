import { describe, expect, it } from 'vitest';
import { valueRange } from './value-range.ts';

const linear = { logarithmic: false };
const of = (...values: number[]): Float64Array[] => [Float64Array.from(values)];

describe('valueRange', () => {
  it('starts at zero if the values nearly reach it', () => {
    const range = valueRange(of(0.1, 1.1), linear);
    expect(range?.min).toBe(0);
    expect(range?.max).toBeCloseTo(1.15, 12);
  });
  it('keeps small differences far from zero visible', () => {
    const range = valueRange(of(0.0495, 0.05), linear);
    expect(range?.min).toBeCloseTo(0.049475, 12);
    expect(range?.max).toBeCloseTo(0.050025, 12);
  });
  it('ignores NaN and infinities', () => {
    const range = valueRange(of(NaN, 1, Infinity, 6, -Infinity), linear);
    expect(range).toEqual({ min: 0, max: 6.25, cut: null });
    expect(valueRange(of(NaN, Infinity), linear)).toBeNull();
  });
  it('gives a single value room on both sides', () => {
    expect(valueRange(of(2), linear)).toEqual({ min: 1.8, max: 2.2, cut: null });
    expect(valueRange(of(0, 0), linear)).toEqual({ min: 0, max: 1, cut: null });
  });
  it('does not magnify differences that no label can show', () => {
    const range = valueRange(of(1.00001, 1.00002), linear);
    expect(range!.max - range!.min).toBeCloseTo(2e-4, 8);
  });
  it('exceeds natural limits only by a sliver', () => {
    const range = valueRange(of(0.9, 1), { ...linear, limits: { min: 0, max: 1 } });
    expect(range?.min).toBeCloseTo(0.895, 12);
    expect(range?.max).toBeCloseTo(1.001, 12);
  });
  it('lets rare spikes leave the frame on request, and says how far they go', () => {
    const values = Float64Array.from({ length: 1000 }, (_, epoch) => 1 - epoch / 2000);
    values[500] = 40;
    expect(valueRange([values], linear)?.cut).toBeNull();
    const range = valueRange([values], { ...linear, cutSpikes: true });
    expect(range?.cut).toBe(40);
    expect(range?.max).toBeLessThan(1.2);
    expect(range?.max).toBeGreaterThan(1);
  });
  it('cuts nothing if the rest keeps half of the height', () => {
    const values = Float64Array.from({ length: 1000 }, (_, epoch) => epoch / 1000);
    values[500] = 1.8;
    expect(valueRange([values], { ...linear, cutSpikes: true })?.cut).toBeNull();
  });
  it('uses only the positive values on a logarithmic axis', () => {
    const range = valueRange(of(-1, 0, 1, 100), { logarithmic: true });
    expect(range?.min).toBeCloseTo(100 ** -0.05, 12);
    expect(range?.max).toBeCloseTo(100 ** 1.05, 9);
    expect(valueRange(of(-1, 0), { logarithmic: true })).toBeNull();
  });
});
