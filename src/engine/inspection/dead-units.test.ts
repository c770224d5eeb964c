import { describe, expect, it } from 'vitest';
import type { LayerConfig } from '../training/training-config.ts';
import { deadUnits } from './dead-units.ts';

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const dense = (units: number): LayerConfig => ({ kind: 'dense', units, ...none });
const layers: LayerConfig[] = [
  dense(4),
  { kind: 'relu' },
  { kind: 'dropout', rate: 0.5 },
  dense(2),
  { kind: 'relu' },
  dense(2),
  { kind: 'softmax' },
];

describe('deadUnits', () => {
  // One feature x >= 0: unit 0 is x, unit 1 is -x (0 at best), unit 2 is x - 2000.5, unit 3 is 1.
  const first = { weights: Float64Array.from([1, -1, 1, 0]), biases: Float64Array.from([0, 0, -2000.5, 1]) };
  // Unit 0 is always -1, unit 1 is the constant 1.
  const second = { weights: Float64Array.from([0, 0, 0, 0, 0, 0, 0, 1]), biases: Float64Array.from([-1, 0]) };
  const third = { weights: new Float64Array(4), biases: new Float64Array(2) };
  const parameters = [first, second, third];

  it('are those that no sample activates, layer by layer', () => {
    expect(deadUnits(parameters, layers, Float64Array.from([0, 1, 2]))).toEqual([
      { layer: 1, units: 4, dead: [1, 2] },
      { layer: 4, units: 2, dead: [0] },
    ]);
  });

  it('are looked for in every sample, including those beyond the first tile', () => {
    const many = Float64Array.from({ length: 2002 }, (_, index) => index);
    expect(deadUnits(parameters, layers, many)[0]!.dead).toEqual([1]);
    expect(deadUnits(parameters, layers, many.subarray(0, 2001))[0]!.dead).toEqual([1, 2]);
  });

  it('are none in a diverged network, and all without samples', () => {
    expect(deadUnits(parameters, layers, Float64Array.from([NaN]))[0]!.dead).toEqual([]);
    expect(deadUnits(parameters, layers, new Float64Array(0))[0]!.dead).toEqual([0, 1, 2, 3]);
    expect(deadUnits([third], [dense(2), { kind: 'softmax' }], Float64Array.from([1, 2]))).toEqual([]);
  });
});
