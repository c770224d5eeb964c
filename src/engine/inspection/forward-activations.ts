import { activate, isActivation } from '../layers/activations.ts';
import { denseForward } from '../layers/dense.ts';
import { softmaxForward } from '../layers/softmax.ts';
import type { Numbers } from '../numerics/precision.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';

/** Numbers per sample that a network takes. Throws RangeError if it has no dense layer. */
export function inputWidth(parameters: readonly DenseParameters[]): number {
  const first = parameters[0];
  if (!first) throw new RangeError('got a network without dense layers; allowed: at least one');
  return first.weights.length / first.biases.length;
}

/**
 * The output of every layer for `inputs` [samples, features]: one float64 array [samples, width] per entry of `layers`, the last of a whole
 * network being the class probabilities. Dropout is off, as in every evaluation: its entry is the previous layer's array.
 *
 * `parameters` are those of the dense layers in forward order. Mutates nothing. Throws RangeError if the inputs do not divide into samples,
 * or the number of parameters differs from that of dense layers. Source: chapter, forward pass.
 */
export function forwardActivations(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  inputs: Numbers,
): Float64Array[] {
  let width = inputWidth(parameters);
  const samples = inputs.length / width;
  if (!Number.isInteger(samples)) {
    throw new RangeError(`got ${inputs.length} inputs; allowed: a multiple of ${width} features`);
  }
  const denseLayers = layers.filter(({ kind }) => kind === 'dense').length;
  if (denseLayers !== parameters.length) {
    throw new RangeError(`got parameters of ${parameters.length} dense layers; allowed: ${denseLayers}`);
  }

  const activations: Float64Array[] = [];
  let dense = 0;
  for (const layer of layers) {
    const before = activations.at(-1) ?? inputs;
    if (layer.kind === 'dense') {
      const { weights, biases } = parameters[dense++]!;
      const shape = { inputs: width, units: biases.length };
      width = shape.units;
      const outputs = new Float64Array(samples * width);
      denseForward(shape, samples, before, weights, biases, outputs);
      activations.push(outputs);
    } else if (layer.kind === 'dropout') {
      activations.push(before instanceof Float64Array ? before : Float64Array.from(before));
    } else {
      const outputs = new Float64Array(samples * width);
      if (isActivation(layer)) activate(layer, outputs.length, before, outputs);
      else softmaxForward(samples, width, before, outputs);
      activations.push(outputs);
    }
  }
  return activations;
}
