import type { Numbers } from '../numerics/precision.ts';
import { softmaxForward } from '../layers/softmax.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { inputWidth } from './forward-activations.ts';
import { applyStage, createStages } from './stages.ts';

/** Some units of a dense layer. */
export interface UnitRange {
  /** The layer among the dense ones, 0 the first. */
  readonly dense: number;
  /** The first unit, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Outputs of one dense layer's units for `inputs` [samples, features], after the activation or the softmax that follows the layer:
 * [units, samples], float32, unit by unit. Dropout is off. Layers behind are left out, and so are the layer's other units, unless a
 * softmax needs them: the cost is that of what is asked for.
 *
 * `parameters` are those of the dense layers in forward order. Mutates nothing. Throws RangeError if the inputs do not divide into
 * samples, or the network has no such layer or units.
 */
export function unitOutputs(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  inputs: Numbers,
  { dense, from, to }: UnitRange,
): Float32Array {
  const features = inputWidth(parameters);
  const samples = inputs.length / features;
  if (!Number.isInteger(samples)) {
    throw new RangeError(`got ${inputs.length} inputs; allowed: a multiple of ${features} features`);
  }
  const own = parameters[dense];
  const units = own?.biases.length ?? 0;
  if (!own || !(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= units)) {
    const given = `got units ${from} to ${to} of dense layer ${dense}`;
    throw new RangeError(`${given}; allowed: layers below ${parameters.length}, units up to ${units}`);
  }
  const isSoftmax = softmaxFollows(layers, dense);
  const last = isSoftmax ? own : someUnits(own, from, to);
  const stages = createStages([...parameters.slice(0, dense), last], layers);
  const buffers = [
    new Float64Array(features),
    ...stages.map(({ biases }) => new Float64Array(biases.length)),
  ];
  const ends = buffers.at(-1)!;
  const outputs = new Float32Array((to - from) * samples);
  const first = isSoftmax ? from : 0;

  for (let sample = 0; sample < samples; sample++) {
    for (let feature = 0; feature < features; feature++) {
      buffers[0]![feature] = inputs[sample * features + feature]!;
    }
    for (let stage = 0; stage < stages.length; stage++) {
      applyStage(stages[stage]!, buffers[stage]!, buffers[stage + 1]!);
    }
    if (isSoftmax) softmaxForward(1, units, ends, ends);
    for (let unit = 0; unit < to - from; unit++) outputs[unit * samples + sample] = ends[first + unit]!;
  }
  return outputs;
}

/** Whether what follows a dense layer, but for dropout, is a softmax. */
function softmaxFollows(layers: readonly LayerConfig[], dense: number): boolean {
  const kept = layers.filter(({ kind }) => kind !== 'dropout');
  const at = [...kept.keys()].filter((index) => kept[index]!.kind === 'dense')[dense] ?? -1;
  return kept[at + 1]?.kind === 'softmax';
}

/** A layer of its units `from` up to `to` alone. */
function someUnits({ weights, biases }: DenseParameters, from: number, to: number): DenseParameters {
  const [units, kept] = [biases.length, to - from];
  const inputs = weights.length / units;
  const some = new Float64Array(inputs * kept);
  for (let input = 0; input < inputs; input++) {
    some.set(weights.subarray(input * units + from, input * units + to), input * kept);
  }
  return { weights: some, biases: biases.subarray(from, to) };
}
