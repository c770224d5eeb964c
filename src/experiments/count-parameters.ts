import { denseShapes, featuresOf, type TrainingConfig } from '#engine';

/** Weights and biases of the network of a config. */
export function countParameters({ dataset, layers }: Pick<TrainingConfig, 'dataset' | 'layers'>): number {
  return denseShapes(layers, featuresOf(dataset)).reduce(
    (sum, { inputs, units }) => sum + (inputs + 1) * units,
    0,
  );
}
