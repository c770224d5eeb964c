import type { LayerConfig } from '../training/training-config.ts';
import type { DenseShape } from './dense.ts';

/** Shapes of the dense layers of a network in forward order; each has as many inputs as the previous one has units. */
export function denseShapes(layers: readonly LayerConfig[], features: number): DenseShape[] {
  const shapes: DenseShape[] = [];
  let width = features;
  for (const layer of layers) {
    if (layer.kind !== 'dense') continue;
    shapes.push({ inputs: width, units: layer.units });
    width = layer.units;
  }
  return shapes;
}
