import { describe, expect, it } from 'vitest';
import { lambdaAxis } from './lambda-axis.ts';

describe('lambda axis', () => {
  it('gives 0 a slot to the left of the smallest factor', () => {
    const axis = lambdaAxis([0, 1e-4, 1e-2]);
    expect(axis.position(0)).toBeCloseTo(-4.9, 12);
    expect(axis.position(1e-2)).toBeCloseTo(-2, 12);
    expect(axis.ticks.map(({ lambda }) => lambda)).toEqual([0, 1e-4, 1e-2]);
    expect(axis.breakAt).toBeCloseTo(-4.45, 12);
    expect(axis.range.min).toBeLessThan(axis.position(0));
    expect(axis.valueAt(axis.position(0))).toBe(0);
    expect(axis.valueAt(-3)).toBeCloseTo(1e-3, 15);
  });

  it('has no slot and no break without a 0', () => {
    const axis = lambdaAxis([1e-3, 1e-1]);
    expect(axis.breakAt).toBeNull();
    expect(axis.ticks).toHaveLength(2);
  });

  it('labels powers of ten if there are many factors', () => {
    const many = Array.from({ length: 41 }, (_, index) => 10 ** (-6 + index / 8));
    expect(lambdaAxis(many).ticks.map(({ lambda }) => lambda)).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1]);
  });

  it('leaves out labels that would overlap', () => {
    expect(lambdaAxis([0, 0.01, 0.1, 0.9, 0.95]).ticks.map(({ lambda }) => lambda)).toEqual([
      0, 0.01, 0.1, 0.9,
    ]);
  });

  it('works even if there is nothing but 0', () => {
    const axis = lambdaAxis([0]);
    expect(axis.breakAt).toBeNull();
    expect(axis.range.max).toBeGreaterThan(axis.range.min);
  });
});
