import type { Numbers } from '../numerics/precision.ts';

/** Size of a dense layer: weights [inputs, units], biases [1, units]. */
export interface DenseShape {
  readonly inputs: number;
  readonly units: number;
}

// The three products below take four samples at a time, so that each weight is loaded once for four multiplications
// (three times as fast as one by one). Where results are overwritten, a last group of fewer than four repeats the last
// sample, which changes nothing; no sample's numbers depend on its place in a group.

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
  const last = samples - 1;
  for (let first = 0; first < samples; first += 4) {
    const second = Math.min(first + 1, last);
    const third = Math.min(first + 2, last);
    const fourth = Math.min(first + 3, last);
    const row1 = first * width;
    const row2 = second * width;
    const row3 = third * width;
    const row4 = fourth * width;
    for (let unit = 0; unit < units; unit++) {
      let sum1 = biases[unit]!;
      let sum2 = sum1;
      let sum3 = sum1;
      let sum4 = sum1;
      for (let input = 0; input < width; input++) {
        const weight = weights[input * units + unit]!;
        sum1 += inputs[row1 + input]! * weight;
        sum2 += inputs[row2 + input]! * weight;
        sum3 += inputs[row3 + input]! * weight;
        sum4 += inputs[row4 + input]! * weight;
      }
      outputs[first * units + unit] = sum1;
      outputs[second * units + unit] = sum2;
      outputs[third * units + unit] = sum3;
      outputs[fourth * units + unit] = sum4;
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
  const last = samples - 1;
  for (let first = 0; first < samples; first += 4) {
    const second = Math.min(first + 1, last);
    const third = Math.min(first + 2, last);
    const fourth = Math.min(first + 3, last);
    const row1 = first * units;
    const row2 = second * units;
    const row3 = third * units;
    const row4 = fourth * units;
    for (let input = 0; input < width; input++) {
      const weightRow = input * units;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      let sum4 = 0;
      for (let unit = 0; unit < units; unit++) {
        const weight = weights[weightRow + unit]!;
        sum1 += outputGradients[row1 + unit]! * weight;
        sum2 += outputGradients[row2 + unit]! * weight;
        sum3 += outputGradients[row3 + unit]! * weight;
        sum4 += outputGradients[row4 + unit]! * weight;
      }
      inputGradients[first * width + input] = sum1;
      inputGradients[second * width + input] = sum2;
      inputGradients[third * width + input] = sum3;
      inputGradients[fourth * width + input] = sum4;
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
  const grouped = samples - (samples % 4);
  for (let first = 0; first < grouped; first += 4) {
    const row1 = first * units;
    const row2 = row1 + units;
    const row3 = row2 + units;
    const row4 = row3 + units;
    for (let input = 0; input < width; input++) {
      const value1 = inputs[first * width + input]!;
      const value2 = inputs[(first + 1) * width + input]!;
      const value3 = inputs[(first + 2) * width + input]!;
      const value4 = inputs[(first + 3) * width + input]!;
      const weightRow = input * units;
      for (let unit = 0; unit < units; unit++) {
        weightGradients[weightRow + unit]! +=
          value1 * outputGradients[row1 + unit]! +
          value2 * outputGradients[row2 + unit]! +
          value3 * outputGradients[row3 + unit]! +
          value4 * outputGradients[row4 + unit]!;
      }
    }
  }
  for (let sample = grouped; sample < samples; sample++) {
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
