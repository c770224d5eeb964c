import { centralMass, upperTail } from './student-t-distribution.ts';

/**
 * The two-sided p-value of a t statistic, P(|T| >= |t|), to 1e-12 relative in the tails; 0 if t is infinite. Degrees of freedom must be at
 * least 1, but need not be an integer.
 */
export function twoSidedP(t: number, degreesOfFreedom: number): number {
  const size = Math.abs(t);
  if (size === Infinity) return 0;
  if (size < 1) return 1 - 2 * centralMass(size, degreesOfFreedom);
  return 2 * Math.exp(upperTail(size, degreesOfFreedom).logTail);
}

/**
 * Holm's adjusted p-values: in ascending order, p_(i) times the number not yet rejected, never below the previous one, at most 1. Returned
 * in the given order. Source: Holm, "A simple sequentially rejective multiple test procedure", 1979.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = pValues.map(() => 1);
  let before = 0;
  order.forEach((index, rank) => {
    before = Math.min(1, Math.max(before, pValues[index]! * (pValues.length - rank)));
    adjusted[index] = before;
  });
  return adjusted;
}
