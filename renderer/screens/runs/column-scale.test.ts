import { describe, expect, it } from 'vitest';
import { shareOf, widened } from './column-scale.ts';

describe('bars', () => {
  const scale = { look: 'bar', least: 1, greatest: 4 } as const;
  it('are as long as their value, from 0', () => {
    expect([0, 1, 2, 4].map((value) => shareOf(value, scale))).toEqual([0, 0.25, 0.5, 1]);
  });
  it('have no length below 0, and do not exist without a value', () => {
    expect([-1, NaN, Infinity, null, undefined].map((value) => shareOf(value, scale))).toEqual([
      ...[0, null, null, null, null],
    ]);
    expect(shareOf(-2, { look: 'bar', least: -3, greatest: -1 })).toBe(0);
  });
});

describe('colours', () => {
  it('lie between minimum and maximum', () => {
    expect([-1, 0, 1, 3].map((value) => shareOf(value, { look: 'colour', least: -1, greatest: 3 }))).toEqual([
      ...[0, 0.25, 0.5, 1],
    ]);
  });
  it('are logarithmic if values are positive and far apart', () => {
    const scale = { look: 'colour', least: 1e-4, greatest: 1 } as const;
    expect(shareOf(1e-2, scale)).toBeCloseTo(0.5, 12);
    expect(shareOf(1e-3, scale)).toBeCloseTo(0.25, 12);
  });
  it('are the middle if all values are the same', () => {
    expect(shareOf(5, { look: 'colour', least: 5, greatest: 5 })).toBe(0.5);
  });
});

it('makes room for values that came later, and for no others', () => {
  const scale = { look: 'bar', least: 1, greatest: 2 } as const;
  expect(widened(scale, [3, NaN, null, 0.5])).toEqual({ look: 'bar', least: 0.5, greatest: 3 });
  expect(widened(scale, [])).toEqual(scale);
});
