import { describe, expect, it } from 'vitest';
import { lambdaAt, lambdaPosition, lambdaStops, maxLambdaPosition } from './lambda-scale.ts';

describe('the slider of a penalty factor', () => {
  it('starts at exactly 0 and goes by 1, 2 and 5 from 1e-8 to 1', () => {
    expect(lambdaStops.slice(0, 5)).toEqual([0, 1e-8, 2e-8, 5e-8, 1e-7]);
    expect(lambdaStops.slice(-4)).toEqual([0.1, 0.2, 0.5, 1]);
    expect(lambdaStops).toHaveLength(26);
  });

  it('finds every stop again, to the bit', () => {
    lambdaStops.forEach((lambda, position) => {
      expect(lambdaPosition(lambda)).toBe(position);
      expect(lambdaAt(position)).toBe(lambda);
    });
  });

  it('places values between two stops in between, by their logarithm', () => {
    expect(lambdaPosition(Math.sqrt(1e-5 * 2e-5))).toBeCloseTo(lambdaPosition(1e-5) + 0.5, 12);
    expect(lambdaPosition(3e-4)).toBeGreaterThan(lambdaPosition(2e-4));
    expect(lambdaPosition(3e-4)).toBeLessThan(lambdaPosition(5e-4));
  });

  it('clamps values beyond the ends, and never takes a tiny factor for 0', () => {
    expect(lambdaPosition(1e-12)).toBe(1);
    expect(lambdaPosition(40)).toBe(maxLambdaPosition);
    expect(lambdaPosition(NaN)).toBe(0);
    expect(lambdaPosition(-1)).toBe(0);
    expect(lambdaAt(-3)).toBe(0);
    expect(lambdaAt(99)).toBe(1);
  });
});
