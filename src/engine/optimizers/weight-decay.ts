import type { Numbers } from '../numerics/precision.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * Wraps an optimizer so that every step is preceded by decoupled weight decay: parameters -= learningRate * weightDecay * parameters. This
 * bypasses the moments, which an L2 penalty in the loss would go through. The gradients are those from before the decay.
 * Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, as in torch.optim.AdamW.
 */
export function withWeightDecay(weightDecay: number, optimizer: Optimizer): Optimizer {
  return {
    moments: optimizer.moments,
    update(parameters, gradients, learningRate, step) {
      decayWeights(learningRate * weightDecay, parameters);
      optimizer.update(parameters, gradients, learningRate, step);
    },
  };
}

function decayWeights(share: number, parameters: Numbers): void {
  for (let index = 0; index < parameters.length; index++) parameters[index]! -= share * parameters[index]!;
}
