import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { centralDifference } from '../reference/closeness.ts';
import { denseBiasGradients, denseForward, denseInputGradients, denseWeightGradients } from './dense.ts';
import { softmaxBackward, softmaxForward } from './softmax.ts';

const normals = (random: RandomStream, length: number): Float64Array =>
  Float64Array.from({ length }, () => random.randn());

/** Weighted sum of a layer's outputs: a scalar whose gradient with respect to the outputs is `weights`. */
const weighted = (weights: Float64Array, outputs: Float64Array): number =>
  outputs.reduce((sum, output, index) => sum + output * weights[index]!, 0);

function expectGradients(loss: () => number, values: Float64Array, gradients: Float64Array): void {
  values.forEach((_, index) =>
    expect(gradients[index]).toBeCloseTo(centralDifference(loss, values, index), 6),
  );
}

/** Shapes as [samples, inputs, units]; sample counts on both sides of the groups of four. */
const shapes = [
  [1, 1, 1],
  [3, 2, 5],
  [4, 7, 3],
  [5, 3, 4],
  [7, 5, 2],
  [8, 1, 6],
] as const;

describe.each(shapes)('dense, %i samples from %i to %i', (samples, inputs, units) => {
  const random = new RandomStream(samples * 100 + units);
  const shape = { inputs, units };
  const x = normals(random, samples * inputs);
  const weights = normals(random, inputs * units);
  const biases = normals(random, units);
  const pull = normals(random, samples * units);
  const outputs = new Float64Array(samples * units);
  const loss = (): number => {
    denseForward(shape, samples, x, weights, biases, outputs);
    return weighted(pull, outputs);
  };

  it('multiplies and adds', () => {
    loss();
    for (let sample = 0; sample < samples; sample++) {
      for (let unit = 0; unit < units; unit++) {
        let sum = biases[unit]!;
        for (let input = 0; input < inputs; input++) {
          sum += x[sample * inputs + input]! * weights[input * units + unit]!;
        }
        expect(outputs[sample * units + unit]).toBeCloseTo(sum, 13);
      }
    }
  });

  it('has the gradients of central differences', () => {
    const weightGradients = normals(random, inputs * units);
    const biasGradients = normals(random, units);
    const inputGradients = normals(random, samples * inputs);
    denseWeightGradients(shape, samples, x, pull, weightGradients);
    denseBiasGradients(shape, samples, pull, biasGradients);
    denseInputGradients(shape, samples, pull, weights, inputGradients);
    expectGradients(loss, weights, weightGradients);
    expectGradients(loss, biases, biasGradients);
    expectGradients(loss, x, inputGradients);
  });
});

describe('softmax', () => {
  it('survives large logits, and keeps equal ones equal', () => {
    const probabilities = new Float64Array(6);
    softmaxForward(2, 3, Float64Array.of(1000, 1000, -1000, -1e308, 0, 0), probabilities);
    expect([...probabilities]).toEqual([0.5, 0.5, 0, 0, 0.5, 0.5]);
  });

  it('propagates a NaN logit', () => {
    const probabilities = new Float64Array(6);
    softmaxForward(3, 2, Float64Array.of(0, NaN, Infinity, 0, NaN, 0), probabilities);
    expect([...probabilities]).toEqual([NaN, NaN, NaN, NaN, NaN, NaN]);
  });

  it.each([
    [1, 2],
    [4, 3],
    [3, 7],
  ])('has the gradients of central differences, %i samples of %i classes', (samples, classes) => {
    const random = new RandomStream(classes);
    const logits = normals(random, samples * classes);
    const pull = normals(random, samples * classes);
    const probabilities = new Float64Array(samples * classes);
    const gradients = new Float64Array(samples * classes);
    const loss = (): number => {
      softmaxForward(samples, classes, logits, probabilities);
      return weighted(pull, probabilities);
    };
    loss();
    softmaxBackward(samples, classes, probabilities, pull, gradients);
    expectGradients(loss, logits, gradients);
  });
});
