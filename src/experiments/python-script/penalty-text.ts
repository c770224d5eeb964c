import { type Lambdas } from '#engine';
import type { RunConfig } from '../run-config.ts';

/** A lambda that is above 0 in some dense layer of a run. */
export interface UsedLambda {
  readonly field: keyof Lambdas;
  /** Its name in scripts: `weight_l1`. */
  readonly name: string;
  readonly of: 'weights' | 'biases';
  readonly norm: 'L1' | 'L2';
}

const all: readonly UsedLambda[] = [
  { field: 'weightRegularizerL1', name: 'weight_l1', of: 'weights', norm: 'L1' },
  { field: 'weightRegularizerL2', name: 'weight_l2', of: 'weights', norm: 'L2' },
  { field: 'biasRegularizerL1', name: 'bias_l1', of: 'biases', norm: 'L1' },
  { field: 'biasRegularizerL2', name: 'bias_l2', of: 'biases', norm: 'L2' },
];

/** The lambdas that the run's script needs. */
export function usedLambdas({ layers }: RunConfig): readonly UsedLambda[] {
  return all.filter(({ field }) => layers.some((layer) => layer.kind === 'dense' && layer[field] > 0));
}

export const usesL1 = (config: RunConfig): boolean => usedLambdas(config).some(({ norm }) => norm === 'L1');
