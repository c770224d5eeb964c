import { describe, expect, it } from 'vitest';
import type { SampleSet } from '../datasets/sample-set.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { confusionRates } from './confusion.ts';
import { calibrationError, judgePredictions } from './reliability.ts';

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
  it("is scikit-learn's, even for a class without samples", () => {
    expect([...judgePredictions(parameters, layers, set).matrix]).toEqual(sklearn);
  });

  it("has scikit-learn's rates", () => {
    const { counts, recalls, accuracy, balancedAccuracy } = confusionRates(Float64Array.from(sklearn));
    expect([...counts]).toEqual([203, 201, 196, 0]);
    expect([...recalls]).toEqual([0.5566502463054187, 0, 0.08163265306122448, NaN]);
    expect(accuracy).toBe(0.215);
    expect(balancedAccuracy).toBeCloseTo(0.21276096645554773, 15);
  });

  it('refuses a network with a different number of outputs', () => {
    expect(() => judgePredictions(parameters, layers, { ...set, classes: 3 })).toThrow(
      'got a network of other outputs; allowed: one for each of 3 classes',
    );
  });
});

describe('reliability', () => {
  // NumPy's forward pass; np.bincount of scikit-learn's bins, and its calibration_curve(taken == label, confidence, n_bins=10).
  const counts = [0, 0, 0, 315, 60, 49, 50, 44, 49, 33];
  const accuracies = [
    0.09841269841269841, 0.36666666666666664, 0.3673469387755102, 0.32, 0.3181818181818182,
    0.32653061224489793, 0.36363636363636365,
  ];
  const confidences = [
    0.35976500479143103, 0.45052678106956756, 0.551618695099038, 0.6504070088162748, 0.7528249438762661,
    0.8575375333323896, 0.9233440491053363,
  ];

  it("is scikit-learn's calibration curve of the most probable class, with NaN where that leaves bins out", () => {
    const { matrix, reliability } = judgePredictions(parameters, layers, set);
    expect([...matrix]).toEqual(sklearn);
    expect([...reliability.counts]).toEqual(counts);
    expect([...reliability.accuracies]).toEqual([NaN, NaN, NaN, ...accuracies]);
    expect([...reliability.confidences].slice(3)).toEqual(
      confidences.map((value) => expect.closeTo(value, 12)),
    );
    expect(calibrationError(reliability)).toBeCloseTo(0.2942020669307674, 12);
  });

  it('has no error without samples, and no bin for NaN outputs', () => {
    const broken = parameters.map(({ weights, biases }) => ({ weights: weights.map(() => NaN), biases }));
    const { reliability } = judgePredictions(broken, layers, set);
    expect(reliability.counts.reduce((sum, count) => sum + count)).toBe(0);
    expect(calibrationError(reliability)).toBeNaN();
  });
});
