import type { Numbers } from '../numerics/precision.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { forwardActivations, inputWidth } from './forward-activations.ts';

/** The units of one ReLU layer that none of the samples activates. */
export interface DeadUnits {
  /** Index of the ReLU among the config's layers. */
  readonly layer: number;
  readonly units: number;
  /** Indices of the dead units, ascending. */
  readonly dead: readonly number[];
}

/** Samples that pass through the network together, so that memory stays small for any number of samples. */
const tileSamples = 512;

/**
 * For every ReLU layer, the units whose output is 0 for all of `inputs` [samples, features]. Such a unit contributes nothing and has no
 * data gradient on these samples; other samples may still activate it. A NaN counts as active. With no samples, all are dead.
 *
 * Mutates nothing; throws RangeError as `forwardActivations` does. Source: Maas, Hannun and Ng, "Rectifier nonlinearities improve neural
 * network acoustic models", 2013.
 */
export function deadUnits(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  inputs: Numbers,
): DeadUnits[] {
  const active = new Map<number, Uint8Array>();
  const step = tileSamples * inputWidth(parameters);
  for (let start = 0; start === 0 || start < inputs.length; start += step) {
    const tile = inputs.subarray(start, start + step);
    const activations = forwardActivations(parameters, layers, tile);
    let dense = -1;
    layers.forEach(({ kind }, layer) => {
      if (kind === 'dense') dense++;
      if (kind !== 'relu') return;
      const units = parameters[dense]!.biases.length;
      if (!active.has(layer)) active.set(layer, new Uint8Array(units));
      markActive(activations[layer]!, active.get(layer)!);
    });
  }
  return [...active].map(([layer, flags]) => ({
    layer,
    units: flags.length,
    dead: [...flags.keys()].filter((unit) => flags[unit] === 0),
  }));
}

/** Sets the flags [units] of units that have a non-zero output in `outputs` [samples, units]. Mutates `flags`. */
function markActive(outputs: Float64Array, flags: Uint8Array): void {
  const units = flags.length;
  for (let index = 0; index < outputs.length; index++) {
    if (outputs[index] !== 0) flags[index % units] = 1;
  }
}
