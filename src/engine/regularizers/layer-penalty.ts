import type { Numbers } from '../numerics/precision.ts';
import type { Lambdas } from '../training/training-config.ts';
import { addL1Gradient, addL2Gradient, l1Penalty, l2Penalty } from './penalty.ts';

/**
 * The four parts of a dense layer's penalty, in the order of `penaltyParts`: weight L1, weight L2, bias L1, bias L2. Their sum over all
 * layers is the regularization loss. Mutates four entries of `parts`, starting at `offset`.
 * Source: chapter "L1 and L2 regularization".
 */
export function layerPenalty(
  lambdas: Lambdas,
  weights: Numbers,
  biases: Numbers,
  parts: Float64Array,
  offset: number,
): void {
  parts[offset] = l1Penalty(lambdas.weightRegularizerL1, weights);
  parts[offset + 1] = l2Penalty(lambdas.weightRegularizerL2, weights);
  parts[offset + 2] = l1Penalty(lambdas.biasRegularizerL1, biases);
  parts[offset + 3] = l2Penalty(lambdas.biasRegularizerL2, biases);
}

/**
 * Adds the derivatives of all four parts to the gradients of the data loss.
 * Mutates `weightGradients` and `biasGradients`. Source: chapter "L1 and L2 regularization".
 */
export function addLayerPenaltyGradients(
  lambdas: Lambdas,
  weights: Numbers,
  biases: Numbers,
  weightGradients: Numbers,
  biasGradients: Numbers,
): void {
  addL1Gradient(lambdas.weightRegularizerL1, weights, weightGradients);
  addL2Gradient(lambdas.weightRegularizerL2, weights, weightGradients);
  addL1Gradient(lambdas.biasRegularizerL1, biases, biasGradients);
  addL2Gradient(lambdas.biasRegularizerL2, biases, biasGradients);
}
