import { Real } from './real';

/** What becomes of a number of a product: forward it starts at a bias, backward at 0 or at what is there. */
export const enum Finish {
  Bias,
  /** max(0, sum with bias); NaN stays. */
  BiasRelu,
  None,
  /** 0 where the number that is overwritten is <= 0: backward through ReLU, whose outputs lie there. */
  Mask,
  /** Added to the number that is overwritten. */
  Add,
}

@inline
export function isBiased(finish: Finish): bool {
  return finish <= Finish.BiasRelu;
}

/**
 * Stores the 32 bytes of a row of a product as its finish wants them. Both vectors go to one address and its offset: so V8
 * can see that they may be one of 256 bits.
 */
@inline
export function finishRow(low: v128, high: v128, output: usize, finish: Finish): void {
  const zero = v128.splat<Real>(0);
  if (finish == Finish.BiasRelu) {
    low = v128.pmax<Real>(low, zero);
    high = v128.pmax<Real>(high, zero);
  } else if (finish == Finish.Mask) {
    low = v128.andnot(low, v128.le<Real>(v128.load(output), zero));
    high = v128.andnot(high, v128.le<Real>(v128.load(output, 16), zero));
  }
  v128.store(output, low);
  v128.store(output, high, 16);
}
