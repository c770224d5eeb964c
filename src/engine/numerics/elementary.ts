/**
 * Every transcendental function that the engine uses, in one place, because bit-reproducibility depends on them:
 * IEEE 754 fixes + - * / and sqrt, but leaves these to the implementation. Elsewhere in the engine only `Math.sqrt`,
 * `Math.abs` and `Math.floor` may appear.
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
/** base^exponent. */
export const pow: (base: number, exponent: number) => number = Math.pow;
