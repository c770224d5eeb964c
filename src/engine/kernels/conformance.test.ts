import { describe, expect, it } from 'vitest';
import type { SampleSet } from '../datasets/sample-set.ts';
import { RandomStream } from '../random/random-stream.ts';
import { centralDifference, differenceToScale, largestDifference } from '../reference/closeness.ts';
import vector from '../reference/gradients.json' with { type: 'json' };
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from '../training/create-training.ts';
import { epochColumn } from '../training/epoch-row.ts';
import type { Network } from '../training/network.ts';
import { build, drawStart, gradientsOf, layersOf, networks, unitStep } from './conformance-case.ts';

const none = [0, 0, 0, 0];

describe.each(networks)('%s', (_name, create) => {
  it.each(Object.entries(vectors))('has the rows and parameters of the reference: %s', (_kind, reference) => {
    const epochs = reference.rows.length;
    let network: Network | undefined;
    const training = createTraining(trainingConfigOf(reference.case, epochs), {
      createNetwork: (config, start) => (network = create(config, start)),
    });
    const rows = new Float64Array(epochs * training.rowLength);
    training.advance(epochs - 1, rows);
    const { weights, biases } = reference.parametersBeforeUpdate['59'];
    network!.parameters.forEach((layer, index) => {
      expect(differenceToScale(layer.weights, weights[index]!.flat())).toBeLessThan(1e-9);
      expect(differenceToScale(layer.biases, biases[index]!)).toBeLessThan(1e-9);
    });
    training.advance(1, rows.subarray(59 * training.rowLength));
    for (const column of ['loss', 'accuracy', 'validationLoss', 'validationAccuracy'] as const) {
      const got = reference.rows.map((_, epoch) => rows[epoch * training.rowLength + epochColumn[column]]!);
      expect(
        largestDifference(
          got,
          reference.rows.map((row) => row[column]),
        ),
      ).toBeLessThan(1e-9);
    }
  });

  it('has the gradients of the reference', () => {
    const layers = layersOf([5, 3], vector.lambdas);
    const set: SampleSet = {
      samples: vector.X.length,
      features: 4,
      classes: 3,
      inputs: Float64Array.from(vector.X.flat()),
      targets: Int32Array.from(vector.y),
    };
    const weights = vector.weights.map((rows) => Float64Array.from(rows.flat()));
    const biases = vector.biases.map((row) => Float64Array.from(row));
    const expected = vector.weightGradients.flatMap((rows, layer) => [
      ...rows.flat(),
      ...vector.biasGradients[layer]!,
    ]);
    const got = gradientsOf(build(create, { set, weights, biases }, { layers, optimizer: unitStep }));
    expect(differenceToScale(got, expected)).toBeLessThan(1e-9);
  });

  it.each([1, 2, 3, 4])('has the gradients of central differences with %i dense layers', (depth) => {
    const random = new RandomStream([depth, 1]);
    const units = [5, 3, 6].slice(4 - depth).concat(3);
    const layers = layersOf(
      units,
      units.map(() => [0.03, 0.1, 0.02, 0.05]),
    );
    const start = drawStart(layers, 7, 3, random);
    const network = build(create, start, { layers, optimizer: unitStep });
    const loss = (): number =>
      network.trainingPass(0, 0).dataLoss + network.penalties.reduce((sum, part) => sum + part, 0);
    const differences = network.parameters.flatMap(({ weights, biases }) =>
      [weights, biases].flatMap((values) =>
        Array.from(values, (_, index) => centralDifference(loss, values as Float64Array, index)),
      ),
    );
    gradientsOf(network).forEach((gradient, index) => expect(gradient).toBeCloseTo(differences[index]!, 6));
  });

  it('passes no gradient through a ReLU at exactly 0, and pulls a weight at exactly 0 down by L1', () => {
    const layers = layersOf([3, 2], [[0.25, 0, 0.125, 0], none]);
    const set: SampleSet = {
      samples: 2,
      features: 2,
      classes: 2,
      inputs: Float64Array.of(1, 1, 1, 1),
      targets: Int32Array.of(0, 1),
    };
    const weights = [Float64Array.of(2, 0, -1, -2, 0, -1), Float64Array.of(1, -1, 1, -1, 1, -1)];
    const biases = [new Float64Array(3), new Float64Array(2)];
    const [firstLayer, bias] = [
      [0.25, 0.25, -0.25, -0.25, 0.25, -0.25],
      [0.125, 0.125, 0.125],
    ];
    const network = build(create, { set, weights, biases }, { layers, optimizer: unitStep });
    expect(gradientsOf(network).slice(0, 9)).toEqual([...firstLayer!, ...bias!]);
  });

  it.each([NaN, Infinity, -Infinity])('does not hide a parameter that is %d', (value) => {
    const layers = layersOf([5, 3], [none, none]);
    const network = build(create, drawStart(layers, 6, 2, new RandomStream(3)), {
      layers,
      optimizer: unitStep,
    });
    network.parameters[1]!.weights[4] = value;
    expect(network.trainingPass(0, 0).dataLoss).toBeNaN();
    expect(network.penalties).toEqual(new Float64Array(8));
  });
});
