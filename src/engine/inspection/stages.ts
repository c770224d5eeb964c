import { type ActivationConfig, activate, isActivation } from '../layers/activations.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';

/** A dense layer with the activation that may follow it, prepared for one sample at a time. */
export interface Stage {
  readonly inputs: number;
  readonly units: number;
  /** [inputs, units], row-major. */
  readonly weights: Float64Array;
  /** [ceil(units / 4), inputs, 4]: the weights of four units side by side, padded with 0. */
  readonly grouped: Float64Array;
  readonly biases: Float64Array;
  readonly activation: ActivationConfig | null;
}

/** The dense layers of a network in forward order; dropout is off and softmax is omitted. */
export function createStages(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
): Stage[] {
  const active = layers.filter(({ kind }) => kind !== 'dropout');
  const positions = [...active.keys()].filter((index) => active[index]!.kind === 'dense');
  return parameters.map(({ weights, biases }, layer) => {
    const after = active[positions[layer]! + 1];
    const units = biases.length;
    const inputs = weights.length / units;
    const grouped = new Float64Array(4 * Math.ceil(units / 4) * inputs);
    for (let input = 0; input < inputs; input++) {
      for (let unit = 0; unit < units; unit++) {
        const lane = unit % 4;
        grouped[(unit - lane) * inputs + 4 * input + lane] = weights[input * units + unit]!;
      }
    }
    return {
      inputs,
      units,
      weights: Float64Array.from(weights),
      grouped,
      biases: Float64Array.from(biases),
      activation: after && isActivation(after) ? after : null,
    };
  });
}

/** outputs [units] = inputs . weights + biases, followed by the stage's activation. Mutates `outputs`. */
export function applyStage(
  { inputs: width, units, grouped, biases, activation }: Stage,
  inputs: Float64Array,
  outputs: Float64Array,
): void {
  for (let unit = 0; unit < units; unit += 4) {
    // Four independent sums, so that none waits for another.
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    const group = unit * width;
    for (let input = 0; input < width; input++) {
      const value = inputs[input]!;
      const index = group + 4 * input;
      sum0 += value * grouped[index]!;
      sum1 += value * grouped[index + 1]!;
      sum2 += value * grouped[index + 2]!;
      sum3 += value * grouped[index + 3]!;
    }
    // Do not write past the last unit.
    outputs[unit] = sum0;
    if (unit + 1 < units) outputs[unit + 1] = sum1;
    if (unit + 2 < units) outputs[unit + 2] = sum2;
    if (unit + 3 < units) outputs[unit + 3] = sum3;
  }
  for (let unit = 0; unit < units; unit++) outputs[unit]! += biases[unit]!;
  activateStage(activation, outputs);
}

/** Applies the activation that follows a dense layer to its outputs. Mutates `outputs`. */
export function activateStage(activation: ActivationConfig | null, outputs: Float64Array): void {
  if (activation === null) return;
  if (activation.kind !== 'relu') return activate(activation, outputs.length, outputs, outputs);
  for (let unit = 0; unit < outputs.length; unit++) outputs[unit] = rectify(outputs[unit]!);
}

/** max(0, z) without a branch, which alternating signs would mispredict; NaN stays NaN, -Infinity becomes NaN. */
function rectify(z: number): number {
  return (z + Math.abs(z)) * 0.5;
}
