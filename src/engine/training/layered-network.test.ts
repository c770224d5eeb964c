import { describe, expect, it } from 'vitest';
import type { SampleSet } from '../datasets/sample-set.ts';
import { denseShapes } from '../layers/dense-shapes.ts';
import { RandomStream } from '../random/random-stream.ts';
import { centralDifference, largestDifference, relativeDifference } from '../reference/closeness.ts';
import vector from '../reference/gradients.json' with { type: 'json' };
import { lambdasOf, optimizerOf } from '../reference/reference-case.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { LayerConfig } from './training-config.ts';

const optimizer = optimizerOf('sgd', { learningRate: 1 });
const none = [0, 0, 0, 0];
const rest = { optimizer, precision: 'float64', batchSize: null, seed: 0 } as const;

function layersOf(units: readonly number[], lambdas: readonly (readonly number[])[]): LayerConfig[] {
  return units.flatMap((width, index): LayerConfig[] => [
    { kind: 'dense', units: width, ...lambdasOf(lambdas[index]!) },
    { kind: index === units.length - 1 ? 'softmax' : 'relu' },
  ]);
}

/** Checks that the gradients of one pass are the slopes of `loss`. */
function expectCentralDifferences(
  network: ReturnType<typeof createLayeredNetwork>,
  loss: () => number,
): void {
  loss();
  // Copied first, because every further pass overwrites the gradients.
  const pairs = network.parameters.flatMap((layer) => [
    { values: layer.weights as Float64Array, gradients: layer.weightGradients.slice() },
    { values: layer.biases as Float64Array, gradients: layer.biasGradients.slice() },
  ]);
  for (const { values, gradients } of pairs) {
    values.forEach((_, index) => {
      expect(gradients[index]).toBeCloseTo(centralDifference(loss, values, index), 6);
    });
  }
}

describe('forward and backward of the reference', () => {
  const set: SampleSet = {
    samples: vector.X.length,
    features: 4,
    classes: 3,
    inputs: Float64Array.from(vector.X.flat()),
    targets: Int32Array.from(vector.y),
  };
  const network = createLayeredNetwork(
    { layers: layersOf([5, 3], vector.lambdas), ...rest },
    {
      training: set,
      validation: set,
      weights: vector.weights.map((weights) => Float64Array.from(weights.flat())),
    },
  );
  network.parameters.forEach((layer, index) => layer.biases.set(vector.biases[index]!));
  const metrics = network.trainingPass(0, 0);

  it('has its loss, accuracy and penalties', () => {
    expect(relativeDifference(metrics.dataLoss, vector.dataLoss)).toBeLessThan(1e-9);
    expect(metrics.accuracy).toBe(vector.accuracy);
    vector.layerPenalties.forEach((penalty, layer) => {
      const parts = network.penalties.subarray(layer * 4, layer * 4 + 4);
      expect(
        relativeDifference(
          parts.reduce((sum, part) => sum + part, 0),
          penalty,
        ),
      ).toBeLessThan(1e-9);
    });
  });

  it('has its probabilities', () => {
    // -log p of one sample at a time, for each class in turn, gives back every probability.
    const probabilities = vector.X.flatMap((inputs) =>
      [0, 1, 2].map((label) => {
        const one: SampleSet = {
          samples: 1,
          features: 4,
          classes: 3,
          inputs: Float64Array.from(inputs),
          targets: Int32Array.of(label),
        };
        const weights = network.parameters.map((layer) => Float64Array.from(layer.weights));
        const copy = createLayeredNetwork(
          { layers: layersOf([5, 3], vector.lambdas), ...rest },
          { training: one, validation: one, weights },
        );
        copy.parameters.forEach((layer, index) => layer.biases.set(vector.biases[index]!));
        return Math.exp(-copy.evaluate('training').dataLoss);
      }),
    );
    expect(largestDifference(probabilities, vector.probabilities.flat())).toBeLessThan(1e-9);
  });

  it('has its gradients, penalties included', () => {
    network.parameters.forEach((layer, index) => {
      expect(largestDifference(layer.weightGradients, vector.weightGradients[index]!.flat())).toBeLessThan(
        1e-9,
      );
      expect(largestDifference(layer.biasGradients, vector.biasGradients[index]!)).toBeLessThan(1e-9);
    });
  });

  it('measures the same without touching gradients', () => {
    const before = network.parameters.map((layer) => layer.weightGradients.slice());
    expect(network.evaluate('training')).toEqual(metrics);
    expect(network.evaluate('validation')).toEqual(metrics);
    expect(network.parameters.map((layer) => layer.weightGradients)).toEqual(before);
  });
});

describe.each([1, 2, 3, 4])('network of %i dense layers', (depth) => {
  const random = new RandomStream(depth);
  const upTo = (max: number): number => 1 + Math.floor(random.randomSample() * max);

  it.each([1, 2, 3])('has the gradients of central differences, case %i', () => {
    const classes = 1 + upTo(4);
    const features = upTo(4);
    const samples = upTo(9);
    const units = [...Array.from({ length: depth - 1 }, () => 1 + upTo(5)), classes];
    const lambdas = units.map(() => Array.from({ length: 4 }, () => 0.1 * random.randomSample()));
    const layers = layersOf(units, lambdas);
    const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.randn());
    const set: SampleSet = {
      samples,
      features,
      classes,
      inputs: normals(samples * features),
      targets: Int32Array.from({ length: samples }, () => upTo(classes) - 1),
    };
    const weights = denseShapes(layers, features).map((shape) => normals(shape.inputs * shape.units));
    const network = createLayeredNetwork({ layers, ...rest }, { training: set, validation: set, weights });
    network.parameters.forEach((layer) => layer.biases.set(normals(layer.biases.length)));

    const loss = (): number =>
      network.trainingPass(0, 0).dataLoss + network.penalties.reduce((sum, part) => sum + part, 0);
    expectCentralDifferences(network, loss);
  });
});

describe('dropout', () => {
  const random = new RandomStream(6);
  const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.randn());
  const [hidden, relu, second, secondRelu, ...output] = layersOf([6, 5, 3], [none, none, none]);
  const layers: LayerConfig[] = [
    hidden!,
    relu!,
    { kind: 'dropout', rate: 0.4 },
    second!,
    secondRelu!,
    { kind: 'dropout', rate: 0.2 },
    ...output,
  ];
  const set: SampleSet = {
    samples: 9,
    features: 2,
    classes: 3,
    inputs: normals(18),
    targets: Int32Array.from({ length: 9 }, () => Math.floor(3 * random.randomSample())),
  };
  const weights = denseShapes(layers, 2).map((shape) => normals(shape.inputs * shape.units));
  const start = { training: set, validation: set, weights };
  const network = createLayeredNetwork({ ...rest, layers, seed: 3 }, start);
  // Where all inputs of a unit are dropped, a bias of 0 would lie exactly on the kink of its ReLU.
  const biases = network.parameters.map((layer) => normals(layer.biases.length));
  network.parameters.forEach((layer, index) => layer.biases.set(biases[index]!));

  it.each([0, 1, 12])('has the gradients of central differences, with the mask of update %i', (updates) => {
    const loss = (): number => network.trainingPass(0, updates).dataLoss;
    expectCentralDifferences(network, loss);
  });

  it('has another mask at every update, and none when a set is evaluated', () => {
    const without = layers.filter(({ kind }) => kind !== 'dropout');
    const plain = createLayeredNetwork({ ...rest, layers: without }, start);
    plain.parameters.forEach((layer, index) => layer.biases.set(biases[index]!));
    const losses = [0, 1, 2].map((updates) => network.trainingPass(0, updates).dataLoss);
    expect(new Set(losses).size).toBe(3);
    expect(network.trainingPass(0, 1).dataLoss).toBe(losses[1]);
    expect(losses).not.toContain(plain.evaluate('training').dataLoss);
    for (const name of ['training', 'validation'] as const) {
      expect(network.evaluate(name)).toEqual(plain.evaluate(name));
    }
  });
});

describe('layers that do not fit', () => {
  const set: SampleSet = {
    samples: 1,
    features: 2,
    classes: 3,
    inputs: new Float64Array(2),
    targets: new Int32Array(1),
  };
  it.each([
    ['too few outputs', layersOf([2], [none])],
    ['no softmax', layersOf([3], [none]).slice(0, 1)],
    ['no dense layer', [{ kind: 'softmax' }] as const],
  ])('are refused: %s', (_name, layers) => {
    const start = { training: set, validation: set, weights: [new Float64Array(6)] };
    expect(() => createLayeredNetwork({ layers, ...rest }, start)).toThrow(
      'allowed: the last two are dense with 3 units and softmax',
    );
  });
});
