import type { Numbers } from '../numerics/precision.ts';

/** Size of a dense layer: weights [inputs, units], biases [1, units]. */
export interface DenseShape {
  readonly inputs: number;
  readonly units: number;
}

/**
 * outputs = inputs . weights + biases, for [samples, inputs] . [inputs, units] + [1, units].
 * Mutates (overwrites) `outputs` [samples, units] only. Source: chapter, dense layer.
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
    for (let unit = 0; unit < units; unit++) {
      let sum = biases[unit]!;
      for (let input = 0; input < width; input++) {
        sum += inputs[sample * width + input]! * weights[input * units + unit]!;
      }
      outputs[sample * units + unit] = sum;
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
    for (let input = 0; input < width; input++) {
      let sum = 0;
      for (let unit = 0; unit < units; unit++) {
        sum += outputGradients[sample * units + unit]! * weights[input * units + unit]!;
      }
      inputGradients[sample * width + input] = sum;
    }
  }
}

/**
 * Gradients of the weights: weightGradients = inputs^T . outputGradients.
 * Mutates (overwrites) `weightGradients` [inputs, units] only. Source: chapter, dense layer.
 */
export function denseWeightGradients(
  shape: DenseShape,
  samples: number,
  inputs: Numbers,
  outputGradients: Numbers,
  weightGradients: Numbers,
): void {
  const { inputs: width, units } = shape;
  weightGradients.fill(0);
  for (let sample = 0; sample < samples; sample++) {
    for (let input = 0; input < width; input++) {
      const value = inputs[sample * width + input]!;
      for (let unit = 0; unit < units; unit++) {
        weightGradients[input * units + unit]! += value * outputGradients[sample * units + unit]!;
      }
    }
  }
}

/**
 * Gradients of the biases: the sum of outputGradients over samples.
 * Mutates (overwrites) `biasGradients` [1, units] only. Source: chapter, dense layer.
 */
export function denseBiasGradients(
  shape: DenseShape,
  samples: number,
  outputGradients: Numbers,
  biasGradients: Numbers,
): void {
  const { units } = shape;
  biasGradients.fill(0);
  for (let sample = 0; sample < samples; sample++) {
    for (let unit = 0; unit < units; unit++) biasGradients[unit]! += outputGradients[sample * units + unit]!;
  }
}
