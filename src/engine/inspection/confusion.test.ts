import { describe, expect, it } from 'vitest';
import type { SampleSet } from '../datasets/sample-set.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { confusionMatrix, confusionRates } from './confusion.ts';

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const layers: readonly LayerConfig[] = [
  { kind: 'dense', units: 4, ...none },
  { kind: 'relu' },
  { kind: 'dropout', rate: 0.5 },
  { kind: 'dense', units: 4, ...none },
  { kind: 'softmax' },
];
const parameters = [
  {
    weights: Float64Array.of(-0.14, 0.83, 0.69, 0.54, 0.22, -0.77, -0.54, 0.64),
    biases: Float64Array.of(0.06, 0.75, 0.21, 0.01),
  },
  {
    weights: Float64Array.of(
      ...[0.39, -1.59, -0.21, -0.64, 0.79, -0.73, 0.18, -0.49],
      ...[0.42, 0.66, -0.27, 0.04, 0.11, 0.71, -0.39, -0.03],
    ),
    biases: Float64Array.of(-0.49, -1.03, 0.11, 0.36),
  },
];
const samples = 600;
const set: SampleSet = {
  ...{ samples, features: 2, classes: 4 },
  inputs: Float64Array.from({ length: 2 * samples }, (_, index) => {
    const row = index >> 1;
    return index % 2 === 0 ? (((37 * row) % 101) - 50) / 25 : (((53 * row) % 97) - 48) / 24;
  }),
  targets: Int32Array.from({ length: samples }, (_, row) => Math.floor(row / 7) % 3),
};
// NumPy's forward pass; scikit-learn's confusion_matrix, recall_score, accuracy_score and balanced_accuracy_score.
const sklearn = [...[113, 0, 20, 70], ...[107, 0, 20, 74], ...[112, 0, 16, 68], ...[0, 0, 0, 0]];

describe('a confusion matrix', () => {
  it("is scikit-learn's, of a class without samples too", () => {
    expect([...confusionMatrix(parameters, layers, set)]).toEqual(sklearn);
  });

  it("has scikit-learn's rates", () => {
    const { counts, recalls, accuracy, balancedAccuracy } = confusionRates(Float64Array.from(sklearn));
    expect([...counts]).toEqual([203, 201, 196, 0]);
    expect([...recalls]).toEqual([0.5566502463054187, 0, 0.08163265306122448, NaN]);
    expect(accuracy).toBe(0.215);
    expect(balancedAccuracy).toBeCloseTo(0.21276096645554773, 15);
  });

  it('refuses a network of other outputs', () => {
    expect(() => confusionMatrix(parameters, layers, { ...set, classes: 3 })).toThrow(
      'got a network of other outputs; allowed: one for each of 3 classes',
    );
  });
});
