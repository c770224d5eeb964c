import { wholePower } from '../numerics/elementary.ts';
import type { OptimizerConfig } from '../training/training-config.ts';
import { type Kernels, optimizerNumber as rule } from './kernel-exports.ts';

/** An optimizer as the kernels know it: its rule and factors. */
export interface OptimizerRule {
  readonly rule: number;
  /** Number of moment arrays per array of parameters. */
  readonly moments: 0 | 1 | 2;
  readonly epsilon: number;
  /** Momentum of SGD, rho of RMSprop, beta1 of Adam. */
  readonly decay1: number;
  /** beta2 of Adam. */
  readonly decay2: number;
  readonly weightDecay: number;
}

export function optimizerRule(config: OptimizerConfig): OptimizerRule {
  const { weightDecay } = config;
  switch (config.kind) {
    case 'sgd': {
      const { momentum, nesterov } = config;
      const kind = momentum === 0 ? rule.sgd : nesterov ? rule.nesterov : rule.momentum;
      return {
        rule: kind,
        moments: momentum === 0 ? 0 : 1,
        epsilon: 0,
        decay1: momentum,
        decay2: 0,
        weightDecay,
      };
    }
    case 'adagrad':
      return { rule: rule.adagrad, moments: 1, epsilon: config.epsilon, decay1: 0, decay2: 0, weightDecay };
    case 'rmsprop':
      return {
        rule: rule.rmsprop,
        moments: 1,
        epsilon: config.epsilon,
        decay1: config.rho,
        decay2: 0,
        weightDecay,
      };
    case 'adam':
      return {
        rule: rule.adam,
        moments: 2,
        epsilon: config.epsilon,
        decay1: config.beta1,
        decay2: config.beta2,
        weightDecay,
      };
  }
}

export function optimizerArguments(rule: OptimizerRule): Parameters<Kernels['setOptimizer']> {
  return [rule.rule, rule.epsilon, rule.decay1, rule.decay2, rule.weightDecay];
}

/** The correction for Adam's moments starting at 0: 1 - decay^(step + 1). `step` counts updates from 0. */
export function momentCorrection(decay: number, step: number): number {
  return 1 - wholePower(decay, step + 1);
}
