import type { RunConfig } from '#api';
import { countParameters } from '#experiments';
import { denseLayersOf } from './dense-layers.ts';

/** Columns of `runs` that are copied from the config. */
export const factColumns = [
  ...['seed', 'dataset', 'optimizer', 'learning_rate', 'dense_layers', 'dense_units', 'parameters'],
  ...['weight_regularizer_l1', 'weight_regularizer_l2', 'bias_regularizer_l1', 'bias_regularizer_l2'],
] as const;

/** The parts of a config that runs are sorted and filtered by, as columns of `runs`. A lambda is the largest of all dense layers. */
export function configFacts(config: RunConfig): Record<(typeof factColumns)[number], string | number | null> {
  const dense = denseLayersOf(config);
  const largest = (lambda: `${'weight' | 'bias'}Regularizer${'L1' | 'L2'}`): number | null =>
    dense.length === 0 ? null : Math.max(...dense.map((layer) => layer[lambda]));
  return {
    seed: config.seed,
    dataset: config.dataset.kind,
    optimizer: config.optimizer.kind,
    learning_rate: config.optimizer.learningRate,
    dense_layers: dense.length,
    dense_units: dense.reduce((sum, layer) => sum + layer.units, 0),
    parameters: dense.length === 0 ? null : countParameters(config),
    weight_regularizer_l1: largest('weightRegularizerL1'),
    weight_regularizer_l2: largest('weightRegularizerL2'),
    bias_regularizer_l1: largest('biasRegularizerL1'),
    bias_regularizer_l2: largest('biasRegularizerL2'),
  };
}
