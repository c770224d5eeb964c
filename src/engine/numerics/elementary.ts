/**
 * Every transcendental function that the engine uses, in one place, because bit-reproducibility depends on them:
 * IEEE 754 fixes + - * / and sqrt, but leaves these to the implementation. Elsewhere in the engine only `Math.sqrt`,
 * `Math.abs` and `Math.floor` may appear.
 *
 * The float64 kernels have an exp and a log of their own, see kernels/assembly/elementary.ts.
 *
 * All take and return float64, follow IEEE 754 for NaN and infinities, mutate nothing and throw nothing.
 */

/** e^x. */
export const exp: (x: number) => number = Math.exp;
/** Natural logarithm; -Infinity at 0, NaN below. */
export const log: (x: number) => number = Math.log;
/** Sine of an angle in radians. */
export const sin: (radians: number) => number = Math.sin;
/** Cosine of an angle in radians. */
export const cos: (radians: number) => number = Math.cos;

/**
 * base^exponent for a whole exponent >= 0, by squaring, in plain multiplications, so that it has the same bits everywhere.
 * Its relative error is about exponent * 2^-53 at most: squaring doubles what earlier roundings left.
 */
export function wholePower(base: number, exponent: number): number {
  let power = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}
