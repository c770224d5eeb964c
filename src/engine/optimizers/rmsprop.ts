import { allocate } from '../numerics/precision.ts';
import type { Precision, RmspropConfig } from '../training/training-config.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * RMSprop: c = rho * c + (1 - rho) * g^2, w += -lr * g / (sqrt(c) + epsilon).
 * Source: chapter, RMSProp; Tieleman and Hinton, lecture 6.5, 2012.
 */
export function createRmsprop(config: RmspropConfig, length: number, precision: Precision): Optimizer {
  const { epsilon, rho } = config;
  const squares = allocate(precision, length);
  return {
    moments: [squares],
    update(parameters, gradients, learningRate) {
      for (let index = 0; index < length; index++) {
        const gradient = gradients[index]!;
        const square = rho * squares[index]! + (1 - rho) * (gradient * gradient);
        squares[index] = square;
        parameters[index]! -= (learningRate * gradient) / (Math.sqrt(square) + epsilon);
      }
    },
  };
}
