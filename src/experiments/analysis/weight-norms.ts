import type { DenseParameters } from '#engine';

/** The size of one array of parameters, without any lambda. */
export interface WeightNorms {
  readonly count: number;
  /** Sum of |w|. */
  readonly l1: number;
  /** Square root of the sum of w^2: the L2 penalty is lambda times its square. */
  readonly l2: number;
}

/** Norms of the weights and of the biases of every dense layer, in forward order. */
export function weightNorms(
  parameters: readonly DenseParameters[],
): { weights: WeightNorms; biases: WeightNorms }[] {
  return parameters.map(({ weights, biases }) => ({ weights: normsOf(weights), biases: normsOf(biases) }));
}

function normsOf(values: ArrayLike<number>): WeightNorms {
  let l1 = 0;
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    l1 += Math.abs(values[index]!);
    squares += values[index]! * values[index]!;
  }
  return { count: values.length, l1, l2: Math.sqrt(squares) };
}

/** Thresholds commonly used to judge sparsity, ascending. */
export const nearZeroThresholds: readonly number[] = [1e-8, 1e-6, 1e-4, 1e-2];

/** For each threshold, how many values have at most that magnitude; a threshold of 0 counts exact zeros. NaN is never near zero. */
export function nearZeroCounts(
  values: ArrayLike<number>,
  thresholds: readonly number[] = nearZeroThresholds,
): number[] {
  const counts = thresholds.map(() => 0);
  for (let index = 0; index < values.length; index++) {
    const magnitude = Math.abs(values[index]!);
    for (let threshold = 0; threshold < counts.length; threshold++) {
      if (magnitude <= thresholds[threshold]!) counts[threshold]!++;
    }
  }
  return counts;
}
