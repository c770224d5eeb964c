import type { Numbers } from '../numerics/precision.ts';
import type { DenseParameters } from '../training/network.ts';
import type { DenseLayerConfig, LayerConfig } from '../training/training-config.ts';
import { gaussNewtonMatrix } from './gauss-newton.ts';

export interface EffectiveParameters {
  /** How many of the parameters the data determine, 0 to `parameters`; need not be an integer. */
  readonly effective: number;
  readonly parameters: number;
}

/**
 * The effective number of parameters of a network under its L2 penalties,
 *
 *     gamma = trace((H + 2 Lambda)^-1 H),
 *
 * with H the Gauss-Newton matrix of the mean cross-entropy over `inputs`, see `gaussNewtonMatrix`, and Lambda the diagonal matrix of every
 * parameter's own L2 factor: 2 Lambda is the curvature of the penalty, the sum of lambda w^2. With one lambda for all, it is the sum over
 * H's eigenvalues e of e / (e + 2 lambda), so that a direction counts 1 where the data bend the loss far more than the penalty does, and 0
 * where the penalty dominates. (MacKay's sum of e / (e + alpha) is for n times this loss with a penalty of alpha w^2 / 2: there e is n
 * times ours and alpha = 2 n lambda.) A direction that neither data nor penalty determines counts 0.
 *
 * It assumes that the parameters are near a minimum of the penalized loss, and that the loss is roughly quadratic there. L1 has no
 * curvature and is ignored, and so is decoupled weight decay. Mutates nothing; throws RangeError as `gaussNewtonMatrix` does.
 * Source: MacKay, "A practical Bayesian framework for backpropagation networks", 1992, section 3; Bishop, "Pattern Recognition and Machine
 * Learning", 2006, 3.5.3 and 5.7.
 */
export function effectiveParameters(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  inputs: Numbers,
): EffectiveParameters {
  const curvature = gaussNewtonMatrix(parameters, layers, inputs);
  const configs = layers.filter((layer): layer is DenseLayerConfig => layer.kind === 'dense');
  const penaltyCurvature = Float64Array.from(
    parameters.flatMap(({ weights, biases }, index) => [
      ...Array<number>(weights.length).fill(2 * configs[index]!.weightRegularizerL2),
      ...Array<number>(biases.length).fill(2 * configs[index]!.biasRegularizerL2),
    ]),
  );
  return {
    effective: shrinkageTrace(curvature, penaltyCurvature),
    parameters: penaltyCurvature.length,
  };
}

/**
 * trace(A^+ H) for A = H + diag(penalty): H [P, P] symmetric and positive semidefinite, penalty [P] at least 0. Where A is singular, this
 * is the limit for a penalty that goes to 0 there. Overwrites nothing.
 *
 * A is scaled to a diagonal of ones, which does not change the trace, and factorized by Cholesky with pivoting until only rounding is left.
 * The r pivots S hold all of A's rank, and since H lies in A's range, the trace is that of A[S,S]^-1 H[S,S], which is r - sum over S of
 * penalty[i] (A[S,S]^-1)[i,i].
 * Source: Higham, "Accuracy and Stability of Numerical Algorithms", 2002, 10.3, for the factorization.
 */
export function shrinkageTrace(curvature: Float64Array, penalty: Float64Array): number {
  const { factor, pivots, scales } = factorize(curvature, penalty);
  const size = penalty.length;
  const rank = pivots.length;
  let trace = rank;
  const column = new Float64Array(rank);
  for (let start = 0; start < rank; start++) {
    const pivot = pivots[start]!;
    if (penalty[pivot] === 0) continue;
    // Column `start` of the factor's inverse; the sum of its squares is the corresponding diagonal entry of A's inverse.
    let squares = 0;
    for (let row = start; row < rank; row++) {
      const offset = pivots[row]! * size;
      let sum = row === start ? 1 : 0;
      for (let index = start; index < row; index++) sum -= factor[offset + index]! * column[index]!;
      column[row] = sum / factor[offset + row]!;
      squares += column[row]! * column[row]!;
    }
    trace -= penalty[pivot]! * (scales[pivot]! * scales[pivot]!) * squares;
  }
  return trace;
}

/** The rows of `factor` are those of A; its columns are the pivots in order. */
function factorize(
  curvature: Float64Array,
  penalty: Float64Array,
): { factor: Float64Array; pivots: number[]; scales: Float64Array } {
  const size = penalty.length;
  const scales = penalty.map((value, index) => {
    const diagonal = curvature[index * size + index]! + value;
    return diagonal > 0 ? 1 / Math.sqrt(diagonal) : 0;
  });
  const factor = new Float64Array(size * size);
  const left = scales.map((scale) => (scale > 0 ? 1 : 0));
  const pivots: number[] = [];
  const rounding = size * Number.EPSILON;
  for (let step = 0; step < size; step++) {
    let pivot = 0;
    for (let row = 1; row < size; row++) if (left[row]! > left[pivot]!) pivot = row;
    if (!(left[pivot]! > rounding)) break;
    const root = Math.sqrt(left[pivot]!);
    const pivotRow = pivot * size;
    pivots.push(pivot);
    for (let row = 0; row < size; row++) {
      if (left[row] === 0) continue;
      const offset = row * size;
      let sum = curvature[offset + pivot]! * scales[row]! * scales[pivot]!;
      for (let index = 0; index < step; index++) sum -= factor[offset + index]! * factor[pivotRow + index]!;
      const entry = sum / root;
      factor[offset + step] = entry;
      left[row] = Math.max(0, left[row]! - entry * entry);
    }
    factor[pivotRow + step] = root;
    left[pivot] = 0;
  }
  return { factor, pivots, scales };
}
