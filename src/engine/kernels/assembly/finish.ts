import { Real } from './real';

/** What becomes of a number of a product: forward it starts at a bias, backward at 0. */
export const enum Finish {
  Bias,
  /** max(0, sum with bias); NaN stays. */
  BiasRelu,
  None,
  /** 0 where the number that is overwritten is <= 0: backward through ReLU, whose outputs lie there. */
  Mask,
}

@inline
export function isBiased(finish: Finish): bool {
  return finish <= Finish.BiasRelu;
}

/** Stores a sum of a product as its finish wants it. */
@inline
export function finishSum(sum: v128, output: usize, finish: Finish): void {
  if (finish == Finish.BiasRelu) sum = v128.pmax<Real>(sum, v128.splat<Real>(0));
  else if (finish == Finish.Mask) sum = v128.andnot(sum, v128.le<Real>(v128.load(output), v128.splat<Real>(0)));
  v128.store(output, sum);
}
