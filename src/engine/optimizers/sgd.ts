import { allocate } from '../numerics/precision.ts';
import type { Precision, SgdConfig } from '../training/training-config.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * Stochastic gradient descent. Plain: w += -lr * g. With momentum m: u = m * v - lr * g, v = u, w += u; Nesterov moves by m * u - lr * g
 * with the new u instead. Without momentum, plain and Nesterov are the same.
 * Source: chapter, SGD with momentum; Nesterov after Sutskever et al., "On the importance of initialization and momentum in deep learning",
 * 2013.
 */
export function createSgd(config: SgdConfig, length: number, precision: Precision): Optimizer {
  const { momentum, nesterov } = config;
  if (momentum === 0) {
    return {
      moments: [],
      update(parameters, gradients, learningRate) {
        for (let index = 0; index < length; index++) parameters[index]! -= learningRate * gradients[index]!;
      },
    };
  }
  const velocities = allocate(precision, length);
  return {
    moments: [velocities],
    update(parameters, gradients, learningRate) {
      for (let index = 0; index < length; index++) {
        const pull = learningRate * gradients[index]!;
        const velocity = momentum * velocities[index]! - pull;
        velocities[index] = velocity;
        parameters[index]! += nesterov ? momentum * velocity - pull : velocity;
      }
    },
  };
}
