import type { TableSamples } from '../datasets/table-columns.ts';
import { createFastNetwork } from '../kernels/fast-network.ts';
import type { Numbers } from '../numerics/precision.ts';
import { drawTestSet } from './draw-start.ts';
import type { CreateNetwork, SetMetrics } from './network.ts';
import type { TrainingConfig } from './training-config.ts';

/**
 * Evaluates a trained network on the test set of its run; null if the config has none. Deliberately separate from training: a test set that
 * influences the choice of what to train is no longer a test set.
 *
 * @param config of the run, with its table if the dataset is one
 * @param parameters weights and biases of each dense layer, in forward order, as in a `TrainingState`
 * @param options.createNetwork as for `createTraining`
 *
 * Throws RangeError when parameters or table do not fit the config.
 */
export function evaluateTest(
  config: TrainingConfig,
  parameters: readonly Numbers[],
  options: { readonly createNetwork?: CreateNetwork; readonly table?: TableSamples | null } = {},
): SetMetrics | null {
  const { createNetwork = createFastNetwork, table = null } = options;
  const test = drawTestSet(config, table);
  if (test === null) return null;
  const weights = parameters.filter((_, index) => index % 2 === 0);
  const network = createNetwork(
    { ...config, batchSize: null },
    { training: test, validation: test, weights: weights.map((values) => Float64Array.from(values)) },
  );
  network.parameters.forEach((layer, index) => {
    copyInto(layer.weights, parameters[2 * index]);
    copyInto(layer.biases, parameters[2 * index + 1]);
  });
  return network.evaluate('training');
}

function copyInto(target: Numbers, source: Numbers | undefined): void {
  if (source?.length !== target.length) {
    throw new RangeError(
      `got ${source?.length ?? 0} parameters; allowed: ${target.length}, as the layer has`,
    );
  }
  target.set(source);
}
