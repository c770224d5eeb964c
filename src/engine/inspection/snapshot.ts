import { denseShapes } from '../layers/dense-shapes.ts';
import type { Numbers } from '../numerics/precision.ts';
import type { DenseParameters } from '../training/network.ts';
import type { TrainingConfig } from '../training/training-config.ts';

/**
 * The parameters of a snapshot, layer by layer: for each dense layer in forward order, its weights [inputs, units], row-major, then its
 * biases [1, units]. The arrays are views of `snapshot`. The number of features follows from the snapshot's length.
 *
 * Throws RangeError if no number of features fits: the snapshot belongs to another network.
 */
export function parametersOfSnapshot<Values extends Numbers>(
  { layers }: Pick<TrainingConfig, 'layers'>,
  snapshot: Values,
): DenseParameters[] {
  // All sizes except that of the first layer's weights follow from the config alone.
  const [first, ...rest] = denseShapes(layers, 0);
  if (!first) throw new RangeError('got a network without dense layers; allowed: at least one');
  const others = rest.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, first.units);
  const features = (snapshot.length - others) / first.units;
  if (!(Number.isInteger(features) && features >= 1)) {
    throw new RangeError(
      `got ${snapshot.length} numbers; allowed for these layers: ${others} and ${first.units} for each feature`,
    );
  }
  let offset = 0;
  const take = (length: number): Numbers => snapshot.subarray(offset, (offset += length));
  return denseShapes(layers, features).map(({ inputs, units }) => ({
    weights: take(inputs * units),
    biases: take(units),
  }));
}
