import type { OptimizerConfig, Precision } from '../training/training-config.ts';
import { createAdagrad } from './adagrad.ts';
import { createAdam } from './adam.ts';
import type { Optimizer } from './optimizer.ts';
import { createRmsprop } from './rmsprop.ts';
import { createSgd } from './sgd.ts';
import { withWeightDecay } from './weight-decay.ts';

type Create<Config> = (config: Config, length: number, precision: Precision) => Optimizer;
type Table = { [Kind in OptimizerConfig['kind']]: Create<Extract<OptimizerConfig, { kind: Kind }>> };

/** Every kind of optimizer. To add one: a file beside these, its config in training-config.ts, an entry here. */
const optimizers: Table = {
  sgd: createSgd,
  adagrad: createAdagrad,
  rmsprop: createRmsprop,
  adam: createAdam,
};

/** An optimizer for one array of `length` parameters, with zero moments in the given precision. */
export function createOptimizer(config: OptimizerConfig, length: number, precision: Precision): Optimizer {
  // The table pairs each kind with its config; TypeScript cannot follow that through an index.
  const create = optimizers[config.kind] as Create<OptimizerConfig>;
  const optimizer = create(config, length, precision);
  return config.weightDecay === 0 ? optimizer : withWeightDecay(config.weightDecay, optimizer);
}

/** Number of moments that an optimizer keeps per parameter: none (SGD without momentum), one, or two (Adam). */
export function momentCount(config: OptimizerConfig): number {
  return createOptimizer(config, 0, 'float64').moments.length;
}
