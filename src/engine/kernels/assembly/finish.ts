import { Real } from './real';

/**
 * What happens to an element of a product: in the forward pass it starts from a bias, in the backward pass from 0 or the value already
 * there.
 */
export const enum Finish {
  Bias,
  /** max(0, sum with bias); NaN stays NaN. */
  BiasRelu,
  None,
  /** 0 where the overwritten number is <= 0: backward through ReLU, whose outputs are stored there. */
  Mask,
  /** Added to the overwritten number. */
  Add,
}

@inline
export function isBiased(finish: Finish): bool {
  return finish <= Finish.BiasRelu;
}

/**
 * Stores the 32 bytes of a row of a product as its finish requires. Both vectors are stored relative to one address, so that V8 can
 * recognize that they may be combined into one of 256 bits.
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
