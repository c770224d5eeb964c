import type { Numbers } from '../numerics/precision.ts';

/**
 * outputs = max(0, inputs), elementwise over the first `length` entries; NaN stays NaN, as in NumPy, so that a diverged
 * network cannot look healthy. Mutates `outputs` only. Source: chapter, ReLU activation.
 */
export function reluForward(length: number, inputs: Numbers, outputs: Numbers): void {
  for (let index = 0; index < length; index++) {
    const value = inputs[index]!;
    outputs[index] = value <= 0 ? 0 : value;
  }
}

/**
 * inputGradients = outputGradients where inputs > 0 and 0 where inputs <= 0, elementwise over the first `length`
 * entries. Mutates `inputGradients` only. Source: chapter, ReLU activation.
 */
export function reluBackward(
  length: number,
  inputs: Numbers,
  outputGradients: Numbers,
  inputGradients: Numbers,
): void {
  for (let index = 0; index < length; index++) {
    inputGradients[index] = inputs[index]! <= 0 ? 0 : outputGradients[index]!;
  }
}
