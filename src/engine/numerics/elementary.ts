/**
 * Every function that the engine uses beyond + - * / and sqrt, in one place, because bit-reproducibility depends on them: IEEE 754 and
 * ECMAScript specify the results of `Math.sqrt`, `Math.abs`, `Math.floor` and the like, but leave `Math.log`, `**` and the like to the
 * host, and hosts differ. So these are the engine's own, after fdlibm, in plain arithmetic: they have the same bits on every machine, equal
 * to those of V8's own functions on x64, which computed the first stored runs. A lint rule keeps the host's functions out of src/engine.
 *
 * The kernels have an exp and a log of their own, see kernels/assembly/elementary.ts.
 */
export { exp } from './exp.ts';
export { log } from './log.ts';
export { cos, sin } from './sine.ts';
export { tanh } from './tanh.ts';

/**
 * base^exponent for an integer exponent >= 0, by squaring, in plain multiplications, so that it has the same bits everywhere. Its relative
 * error is about exponent * 2^-53 at most: squaring doubles earlier rounding errors. Mutates and throws nothing.
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
