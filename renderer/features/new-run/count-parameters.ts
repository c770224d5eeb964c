import type { RunConfig } from '#api';

/** Spirals have two features, x and y. */
const features = 2;

/** Weights and biases that training changes. */
export function countParameters({ layers }: Pick<RunConfig, 'layers'>): number {
  let width = features;
  let count = 0;
  for (const layer of layers) {
    if (layer.kind !== 'dense') continue;
    count += (width + 1) * layer.units;
    width = layer.units;
  }
  return count;
}
