import type { Numbers } from '../numerics/precision.ts';

/**
 * L1 penalty: lambda * sum |w|. float64; 0 when lambda is 0, whatever `values` contains.
 * Mutates nothing. Source: chapter "L1 and L2 regularization".
 */
export function l1Penalty(lambda: number, values: Numbers): number {
  if (lambda === 0) return 0;
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += Math.abs(values[index]!);
  return lambda * sum;
}

/**
 * L2 penalty: lambda * sum w^2, without the factor 1/2 of other conventions and without dividing by the number of samples. float64; 0 when
 * lambda is 0, whatever `values` contains. Mutates nothing. Source: chapter "L1 and L2 regularization".
 */
export function l2Penalty(lambda: number, values: Numbers): number {
  if (lambda === 0) return 0;
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]! * values[index]!;
  return lambda * sum;
}

/**
 * Adds the derivative of `l1Penalty` to `gradients`: lambda * (w >= 0 ? +1 : -1), so +1 at exactly 0 as in the chapter (others use 0 there,
 * which would keep such a weight at 0).
 * Mutates `gradients`, which has the length of `values`. Source: chapter "L1 and L2 regularization".
 */
export function addL1Gradient(lambda: number, values: Numbers, gradients: Numbers): void {
  if (lambda === 0) return;
  for (let index = 0; index < values.length; index++) {
    gradients[index]! += values[index]! >= 0 ? lambda : -lambda;
  }
}

/**
 * Adds the derivative of `l2Penalty` to `gradients`: 2 * lambda * w. The optimizer sees it, so this is not the decoupled weight decay of
 * AdamW.
 * Mutates `gradients`, which has the length of `values`. Source: chapter "L1 and L2 regularization".
 */
export function addL2Gradient(lambda: number, values: Numbers, gradients: Numbers): void {
  if (lambda === 0) return;
  const factor = 2 * lambda;
  for (let index = 0; index < values.length; index++) gradients[index]! += factor * values[index]!;
}
