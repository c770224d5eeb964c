import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { categoricalCrossentropy } from '../losses/categorical-crossentropy.ts';
import { centralDifference, differenceToScale, largestDifference } from '../reference/closeness.ts';
import vector from '../reference/gradients.json' with { type: 'json' };
import { lambdasOf } from '../reference/reference-case.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { forwardActivations } from './forward-activations.ts';
import { dataLossGradients, gradientNorms } from './gradients.ts';

const dense = (units: number, lambdas = [0, 0, 0, 0]): LayerConfig => ({
  kind: 'dense',
  units,
  ...lambdasOf(lambdas),
});

describe("NumPy's forward and backward pass", () => {
  const layers = [
    dense(5, vector.lambdas[0]),
    { kind: 'relu' },
    dense(3, vector.lambdas[1]),
    { kind: 'softmax' },
  ] as LayerConfig[];
  const parameters = vector.weights.map((weights, index) => ({
    weights: Float64Array.from(weights.flat()),
    biases: Float64Array.from(vector.biases[index]!),
  }));
  const set = {
    samples: vector.X.length,
    classes: 3,
    inputs: Float64Array.from(vector.X.flat()),
    targets: Int32Array.from(vector.y),
  };

  it('has its probabilities', () => {
    const activations = forwardActivations(parameters, layers, set.inputs);
    expect(activations.map(({ length }) => length / set.samples)).toEqual([5, 5, 3, 3]);
    expect(largestDifference(activations[3]!, vector.probabilities.flat())).toBeLessThan(1e-12);
  });

  it('has its gradients, without their penalties', () => {
    dataLossGradients(parameters, layers, set).forEach(({ weights, biases }, layer) => {
      const lambdas = lambdasOf(vector.lambdas[layer]!);
      const penalty = (w: number, l1: number, l2: number) => l1 * (w >= 0 ? 1 : -1) + 2 * l2 * w;
      const expectedWeights = vector.weightGradients[layer]!.flat().map(
        (gradient, index) =>
          gradient -
          penalty(
            parameters[layer]!.weights[index]!,
            lambdas.weightRegularizerL1,
            lambdas.weightRegularizerL2,
          ),
      );
      const expectedBiases = vector.biasGradients[layer]!.map(
        (gradient, index) =>
          gradient -
          penalty(parameters[layer]!.biases[index]!, lambdas.biasRegularizerL1, lambdas.biasRegularizerL2),
      );
      expect(differenceToScale(weights, expectedWeights)).toBeLessThan(1e-12);
      expect(differenceToScale(biases, expectedBiases)).toBeLessThan(1e-12);
    });
  });

  it('has their norms', () => {
    const norm = (values: readonly number[]) => Math.hypot(...values);
    gradientNorms(parameters, layers, set).forEach(({ weights, biases }, layer) => {
      expect(weights.loss).toBeCloseTo(norm(vector.weightGradients[layer]!.flat()), 12);
      expect(biases.loss).toBeCloseTo(norm(vector.biasGradients[layer]!), 12);
      const data = dataLossGradients(parameters, layers, set)[layer]!;
      expect(weights.dataLoss).toBeCloseTo(norm([...data.weights]), 12);
      const own = vector.weightGradients[layer]!.flat().map((value, index) => value - data.weights[index]!);
      expect(weights.penalty).toBeCloseTo(norm(own), 12);
    });
  });
});

describe('a deeper network with dropout, and one without ReLU', () => {
  const random = new RandomStream(11);
  const normals = (length: number) => Float64Array.from({ length }, () => random.randn());
  const inputs = normals(9 * 2);
  const targets = Int32Array.from([0, 1, 2, 2, 1, 0, 1, 0, 2]);
  const cases: [string, LayerConfig[], number[]][] = [
    [
      'deep',
      [
        dense(4),
        { kind: 'relu' },
        { kind: 'dropout', rate: 0.5 },
        dense(5),
        { kind: 'dropout', rate: 0.2 },
        dense(4),
        { kind: 'relu' },
        dense(3),
        { kind: 'softmax' },
      ],
      [2, 4, 5, 4, 3],
    ],
    ['shallow', [dense(3), { kind: 'softmax' }], [2, 3]],
  ];

  it.each(cases)('%s: gradients are central differences of the loss without dropout', (_, layers, widths) => {
    const parameters = widths
      .slice(1)
      .map((units, index) => ({ weights: normals(widths[index]! * units), biases: normals(units) }));
    const loss = () =>
      categoricalCrossentropy(forwardActivations(parameters, layers, inputs).at(-1)!, targets, 3);
    const gradients = dataLossGradients(parameters, layers, { samples: 9, classes: 3, inputs, targets });
    parameters.forEach(({ weights, biases }, layer) => {
      weights.forEach((_, index) =>
        expect(gradients[layer]!.weights[index]).toBeCloseTo(centralDifference(loss, weights, index), 6),
      );
      biases.forEach((_, index) =>
        expect(gradients[layer]!.biases[index]).toBeCloseTo(centralDifference(loss, biases, index), 6),
      );
    });
  });

  it('reports inputs or parameters that do not fit', () => {
    const parameters = [{ weights: new Float64Array(6), biases: new Float64Array(3) }];
    expect(() =>
      forwardActivations(parameters, [dense(3), { kind: 'softmax' }], new Float64Array(5)),
    ).toThrow('got 5 inputs; allowed: a multiple of 2 features');
    expect(() => forwardActivations(parameters, [dense(3), dense(3)], new Float64Array(4))).toThrow(
      'got parameters of 1 dense layers; allowed: 2',
    );
    expect(() => forwardActivations([], [], new Float64Array(4))).toThrow(RangeError);
  });
});
