import { describe, expect, it } from 'vitest';
import type { LayerConfig } from '../training/training-config.ts';
import { parametersOfSnapshot } from './snapshot.ts';

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const layers: LayerConfig[] = [
  { kind: 'dense', units: 3, ...none },
  { kind: 'relu' },
  { kind: 'dropout', rate: 0.1 },
  { kind: 'dense', units: 2, ...none },
  { kind: 'softmax' },
];

describe('parametersOfSnapshot', () => {
  it('gives every dense layer its weights and biases, without copying', () => {
    const snapshot = Float32Array.from({ length: 17 }, (_, index) => index);
    const parameters = parametersOfSnapshot({ layers }, snapshot);
    expect(parameters.map(({ weights, biases }) => [[...weights], [...biases]])).toEqual([
      [
        [0, 1, 2, 3, 4, 5],
        [6, 7, 8],
      ],
      [
        [9, 10, 11, 12, 13, 14],
        [15, 16],
      ],
    ]);
    expect(parameters[1]!.biases.buffer).toBe(snapshot.buffer);
  });

  it('finds the number of features', () => {
    const [first] = parametersOfSnapshot({ layers }, new Float64Array(11 + 3 * 7));
    expect(first!.weights.length).toBe(21);
  });

  it.each([0, 11, 13, 18])('refuses %i numbers', (length) => {
    expect(() => parametersOfSnapshot({ layers }, new Float32Array(length))).toThrow(
      new RangeError(`got ${length} numbers; allowed for these layers: 11 and 3 for each feature`),
    );
  });
});
