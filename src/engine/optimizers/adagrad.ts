import { allocate } from '../numerics/precision.ts';
import type { AdagradConfig, Precision } from '../training/training-config.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * Adagrad: c += g^2, w += -lr * g / (sqrt(c) + epsilon).
 * Source: chapter, AdaGrad; Duchi et al., "Adaptive subgradient methods", 2011.
 */
export function createAdagrad(config: AdagradConfig, length: number, precision: Precision): Optimizer {
  const { epsilon } = config;
  const squares = allocate(precision, length);
  return {
    moments: [squares],
    update(parameters, gradients, learningRate) {
      for (let index = 0; index < length; index++) {
        const gradient = gradients[index]!;
        const square = squares[index]! + gradient * gradient;
        squares[index] = square;
        parameters[index]! -= (learningRate * gradient) / (Math.sqrt(square) + epsilon);
      }
    },
  };
}
