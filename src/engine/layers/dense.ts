import type { Numbers } from '../numerics/precision.ts';

/** Size of a dense layer: weights [inputs, units], biases [1, units]. */
export interface DenseShape {
  readonly inputs: number;
  readonly units: number;
}

/**
 * outputs = inputs . weights + biases, for [samples, inputs] . [inputs, units] + [1, units].
 * Mutates `outputs` [samples, units] only. Source: chapter, dense layer.
 */
export function denseForward(
  shape: DenseShape,
  samples: number,
  inputs: Numbers,
  weights: Numbers,
  biases: Numbers,
  outputs: Numbers,
): void {
  const { inputs: width, units } = shape;
  for (let sample = 0; sample < samples; sample++) {
    const inputRow = sample * width;
    const outputRow = sample * units;
    for (let unit = 0; unit < units; unit++) outputs[outputRow + unit] = biases[unit]!;
    // Unit innermost: weights and outputs are both read along their rows.
    for (let input = 0; input < width; input++) {
      const value = inputs[inputRow + input]!;
      const weightRow = input * units;
      for (let unit = 0; unit < units; unit++) {
        outputs[outputRow + unit]! += value * weights[weightRow + unit]!;
      }
    }
  }
}

/**
 * Gradients of the parameters: weightGradients = inputs^T . outputGradients, biasGradients = the sum of
 * outputGradients over samples.
 * Mutates (overwrites) `weightGradients` [inputs, units] and `biasGradients` [1, units] only. Source: chapter, dense
 * layer.
 */
export function denseParameterGradients(
  shape: DenseShape,
  samples: number,
  inputs: Numbers,
  outputGradients: Numbers,
  weightGradients: Numbers,
  biasGradients: Numbers,
): void {
  const { inputs: width, units } = shape;
  weightGradients.fill(0);
  biasGradients.fill(0);
  for (let sample = 0; sample < samples; sample++) {
    const inputRow = sample * width;
    const outputRow = sample * units;
    for (let unit = 0; unit < units; unit++) biasGradients[unit]! += outputGradients[outputRow + unit]!;
    for (let input = 0; input < width; input++) {
      const value = inputs[inputRow + input]!;
      const weightRow = input * units;
      for (let unit = 0; unit < units; unit++) {
        weightGradients[weightRow + unit]! += value * outputGradients[outputRow + unit]!;
      }
    }
  }
}

/**
 * Gradients of the inputs: inputGradients = outputGradients . weights^T.
 * Mutates (overwrites) `inputGradients` [samples, inputs] only. Source: chapter, dense layer.
 */
export function denseInputGradients(
  shape: DenseShape,
  samples: number,
  outputGradients: Numbers,
  weights: Numbers,
  inputGradients: Numbers,
): void {
  const { inputs: width, units } = shape;
  for (let sample = 0; sample < samples; sample++) {
    const inputRow = sample * width;
    const outputRow = sample * units;
    for (let input = 0; input < width; input++) {
      const weightRow = input * units;
      let sum = 0;
      for (let unit = 0; unit < units; unit++) {
        sum += outputGradients[outputRow + unit]! * weights[weightRow + unit]!;
      }
      inputGradients[inputRow + input] = sum;
    }
  }
}
