import { featuresOf, type RunConfig } from '#api';

/** Weights and biases that training changes. */
export function countParameters({ dataset, layers }: Pick<RunConfig, 'dataset' | 'layers'>): number {
  let width = featuresOf(dataset);
  let count = 0;
  for (const layer of layers) {
    if (layer.kind !== 'dense') continue;
    count += (width + 1) * layer.units;
    width = layer.units;
  }
  return count;
}
