import type { Numbers } from '../numerics/precision.ts';
import type { LayerConfig } from '../training/training-config.ts';
import type { Activation } from './activation.ts';
import { leakyRelu } from './leaky-relu.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { tanh } from './tanh.ts';

/** An activation that follows a dense layer. */
export type ActivationConfig =
  | { readonly kind: 'relu' }
  | { readonly kind: 'leakyRelu'; /** Slope where z <= 0, 0 to 1. */ readonly alpha: number }
  | { readonly kind: 'tanh' }
  | { readonly kind: 'sigmoid' };

export type ActivationKind = ActivationConfig['kind'];

/** Every kind of activation. The kernels' counterparts are in kernels/assembly/activations.ts. */
const activations: {
  readonly [Kind in ActivationKind]: Activation<Extract<ActivationConfig, { kind: Kind }>>;
} = { relu, leakyRelu, tanh, sigmoid };

export const activationKinds = Object.keys(activations) as readonly ActivationKind[];

export function isActivation(layer: LayerConfig): layer is ActivationConfig {
  return Object.hasOwn(activations, layer.kind);
}

function activationOf(config: ActivationConfig): Activation<ActivationConfig> {
  return activations[config.kind] as Activation<ActivationConfig>;
}

/** outputs = f(inputs), elementwise over the first `length` entries. Mutates only `outputs`, which may be `inputs`. */
export function activate(config: ActivationConfig, length: number, inputs: Numbers, outputs: Numbers): void {
  const { value } = activationOf(config);
  for (let index = 0; index < length; index++) outputs[index] = value(inputs[index]!, config);
}

/**
 * inputGradients = outputGradients * f'(inputs), elementwise over the first `length` entries, for the `outputs` that `activate` computed
 * from `inputs`. Mutates `inputGradients` only.
 */
export function activationBackward(
  config: ActivationConfig,
  length: number,
  inputs: Numbers,
  outputs: Numbers,
  outputGradients: Numbers,
  inputGradients: Numbers,
): void {
  const { backward } = activationOf(config);
  for (let index = 0; index < length; index++) {
    inputGradients[index] = backward(outputGradients[index]!, inputs[index]!, outputs[index]!, config);
  }
}
