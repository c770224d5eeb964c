import { denseShapes, featuresOf, type TrainingConfig } from '#engine';

/** Number of weights and biases in a config's network. */
export function countParameters({ dataset, layers }: Pick<TrainingConfig, 'dataset' | 'layers'>): number {
  return denseShapes(layers, featuresOf(dataset)).reduce(
    (sum, { inputs, units }) => sum + (inputs + 1) * units,
    0,
  );
}
