import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { centralDifference, relativeDifference } from '../reference/closeness.ts';
import vectors from '../reference/activations.json' with { type: 'json' };
import { activate, activationBackward, type ActivationConfig } from './activations.ts';

const { alpha, points, pointwise } = vectors;
const configs: readonly ActivationConfig[] = [
  { kind: 'relu' },
  { kind: 'leakyRelu', alpha },
  { kind: 'tanh' },
  { kind: 'sigmoid' },
];

function at(config: ActivationConfig, inputs: Float64Array): Float64Array {
  const outputs = new Float64Array(inputs.length);
  activate(config, inputs.length, inputs, outputs);
  return outputs;
}

function slopesAt(config: ActivationConfig, inputs: Float64Array): Float64Array {
  const [ones, slopes] = [new Float64Array(inputs.length).fill(1), new Float64Array(inputs.length)];
  activationBackward(config, inputs.length, inputs, at(config, inputs), ones, slopes);
  return slopes;
}

describe.each(configs)('$kind', (config) => {
  it('has the values and slopes of PyTorch, including at 0 and far from it', () => {
    const inputs = Float64Array.from(points);
    const { values, slopes } = pointwise[config.kind];
    // A subnormal number has few digits.
    const near = (got: number, expected: number): boolean =>
      Math.abs(got - expected) < 1e-300 || relativeDifference(got, expected) < 1e-15;
    at(config, inputs).forEach((value, index) => expect(value).toSatisfy((got) => near(got, values[index]!)));
    slopesAt(config, inputs).forEach((slope, index) =>
      expect(Math.abs(slope - slopes[index]!)).toBeLessThan(4e-16),
    );
  });

  it('has the slopes of central differences', () => {
    const random = new RandomStream(5);
    const inputs = Float64Array.from({ length: 40 }, () => 2 * random.randn());
    const slopes = slopesAt(config, inputs);
    inputs.forEach((_, index) => {
      const value = (): number => at(config, inputs)[index]!;
      expect(slopes[index]).toBeCloseTo(centralDifference(value, inputs, index), 8);
    });
  });

  it('propagates NaN', () => {
    expect([...at(config, Float64Array.of(NaN))]).toEqual([NaN]);
  });
});

it('reaches its limits', () => {
  const ends = configs.map((config) => [...at(config, Float64Array.of(-Infinity, Infinity))]);
  expect(ends).toEqual([
    [0, Infinity],
    [-Infinity, Infinity],
    [-1, 1],
    [0, 1],
  ]);
});
