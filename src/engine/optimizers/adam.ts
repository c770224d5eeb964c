import { wholePower } from '../numerics/elementary.ts';
import { allocate } from '../numerics/precision.ts';
import type { AdamConfig, Precision } from '../training/training-config.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * Adam: m = beta1 * m + (1 - beta1) * g, v = beta2 * v + (1 - beta2) * g^2, each divided by 1 - beta^(step + 1) to correct for starting at
 * 0, then w += -lr * m^ / (sqrt(v^) + epsilon).
 * Source: chapter, Adam; Kingma and Ba, "Adam", 2014.
 */
export function createAdam(config: AdamConfig, length: number, precision: Precision): Optimizer {
  const { epsilon, beta1, beta2 } = config;
  const means = allocate(precision, length);
  const squares = allocate(precision, length);
  return {
    moments: [means, squares],
    update(parameters, gradients, learningRate, step) {
      const meanCorrection = 1 - wholePower(beta1, step + 1);
      const squareCorrection = 1 - wholePower(beta2, step + 1);
      for (let index = 0; index < length; index++) {
        const gradient = gradients[index]!;
        const mean = beta1 * means[index]! + (1 - beta1) * gradient;
        const square = beta2 * squares[index]! + (1 - beta2) * (gradient * gradient);
        means[index] = mean;
        squares[index] = square;
        const correctedMean = mean / meanCorrection;
        const correctedSquare = square / squareCorrection;
        parameters[index]! -= (learningRate * correctedMean) / (Math.sqrt(correctedSquare) + epsilon);
      }
    },
  };
}
