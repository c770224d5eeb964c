import { describe, expect, it } from 'vitest';
import type { SampleSet } from '../datasets/sample-set.ts';
import { denseShapes } from '../layers/dense-shapes.ts';
import { RandomStream } from '../random/random-stream.ts';
import { centralDifference, differenceToScale, largestDifference } from '../reference/closeness.ts';
import vector from '../reference/gradients.json' with { type: 'json' };
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { lambdasOf, trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from '../training/create-training.ts';
import { epochColumn } from '../training/epoch-row.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { CreateNetwork, Network } from '../training/network.ts';
import type { LayerConfig, OptimizerConfig, TrainingConfig } from '../training/training-config.ts';
import { createFastNetwork } from './fast-network.ts';

const optimizers: Readonly<Record<string, OptimizerConfig>> = {
  sgd: { kind: 'sgd', learningRate: 0.3, decay: 1e-3, momentum: 0, nesterov: false },
  momentum: { kind: 'sgd', learningRate: 0.1, decay: 0, momentum: 0.9, nesterov: false },
  nesterov: { kind: 'sgd', learningRate: 0.1, decay: 0, momentum: 0.8, nesterov: true },
  adagrad: { kind: 'adagrad', learningRate: 0.1, decay: 1e-2, epsilon: 1e-7 },
  rmsprop: { kind: 'rmsprop', learningRate: 0.01, decay: 0, epsilon: 1e-6, rho: 0.8 },
  adam: { kind: 'adam', learningRate: 0.02, decay: 1e-4, epsilon: 1e-7, beta1: 0.85, beta2: 0.99 },
};
/** Moves every parameter by exactly its gradient. */
const unitStep: OptimizerConfig = { kind: 'sgd', learningRate: 1, decay: 0, momentum: 0, nesterov: false };
const none = [0, 0, 0, 0];

interface Start {
  readonly set: SampleSet;
  readonly weights: readonly Float64Array[];
  readonly biases: readonly Float64Array[];
}

function layersOf(
  units: readonly number[],
  lambdas: readonly (readonly number[])[],
  isLinear: (position: number) => boolean = () => false,
): LayerConfig[] {
  return units.flatMap((width, position): LayerConfig[] => {
    const dense = { kind: 'dense', units: width, ...lambdasOf(lambdas[position]!) } as const;
    if (position === units.length - 1) return [dense, { kind: 'softmax' }];
    return isLinear(position) ? [dense] : [dense, { kind: 'relu' }];
  });
}

function drawStart(
  layers: readonly LayerConfig[],
  samples: number,
  features: number,
  random: RandomStream,
): Start {
  const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.randn());
  const shapes = denseShapes(layers, features);
  const classes = shapes.at(-1)!.units;
  const targets = Int32Array.from({ length: samples }, () => Math.floor(random.randomSample() * classes));
  return {
    set: { samples, features, classes, inputs: normals(samples * features), targets },
    weights: shapes.map(({ inputs, units }) => normals(inputs * units).map((w) => w / Math.sqrt(inputs))),
    biases: shapes.map(({ units }) => normals(units).map((bias) => bias / 10)),
  };
}

function build(
  create: CreateNetwork,
  layers: readonly LayerConfig[],
  optimizer: OptimizerConfig,
  { set, weights, biases }: Start,
): Network {
  const network = create(
    { layers, optimizer, precision: 'float64' },
    { training: set, validation: set, weights },
  );
  network.parameters.forEach((layer, index) => layer.biases.set(biases[index]!));
  return network;
}

const numbersOf = (network: Network): number[] =>
  network.parameters.flatMap(({ weights, biases }) => [...weights, ...biases]);

/** What one step of `unitStep` takes away. */
function gradientsOf(network: Network): number[] {
  const before = numbersOf(network);
  network.trainingPass();
  network.update(1, 0);
  return numbersOf(network).map((after, index) => before[index]! - after);
}

const networks: readonly (readonly [string, CreateNetwork])[] = [
  ['readable network', createLayeredNetwork],
  ['fast network', createFastNetwork],
];

describe.each(networks)('%s', (_name, create) => {
  it.each(Object.entries(vectors))('has the rows and parameters of the reference: %s', (_kind, reference) => {
    const epochs = reference.rows.length;
    let network: Network | undefined;
    const training = createTraining(trainingConfigOf(reference.case, epochs), (config, start) => {
      network = create(config, start);
      return network;
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
    const got = gradientsOf(build(create, layers, unitStep, { set, weights, biases }));
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
    const network = build(create, layers, unitStep, start);
    const loss = (): number =>
      network.trainingPass().dataLoss + network.penalties.reduce((sum, part) => sum + part, 0);
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
    const network = build(create, layers, unitStep, { set, weights, biases });
    expect(gradientsOf(network).slice(0, 9)).toEqual([...firstLayer!, ...bias!]);
  });

  it.each([NaN, Infinity, -Infinity])('does not hide a parameter that is %d', (value) => {
    const layers = layersOf([5, 3], [none, none]);
    const network = build(create, layers, unitStep, drawStart(layers, 6, 2, new RandomStream(3)));
    network.parameters[1]!.weights[4] = value;
    expect(network.trainingPass()).toEqual({ dataLoss: NaN, accuracy: expect.any(Number) as number });
    expect(network.penalties).toEqual(new Float64Array(8));
  });

  it('has an infinite loss where a target has probability 0', () => {
    const layers = layersOf([2], [none]);
    const set: SampleSet = {
      samples: 1,
      features: 1,
      classes: 2,
      inputs: Float64Array.of(1),
      targets: Int32Array.of(1),
    };
    const lossOf = (logit: number): number =>
      build(create, layers, unitStep, {
        set,
        weights: [Float64Array.of(logit, 0)],
        biases: [new Float64Array(2)],
      }).evaluate('training').dataLoss;
    expect(lossOf(800)).toBe(Infinity);
    expect(lossOf(700)).toBeCloseTo(700, 10);
    expect(lossOf(740)).toBeCloseTo(740, 1); // the probability is subnormal and has few bits
    expect(lossOf(-800)).toBe(0);
    expect(lossOf(-36)).toBeCloseTo(Math.exp(-36), 15);
  });
});

describe('the fast network', () => {
  const random = new RandomStream(11);
  const upTo = (max: number): number => 1 + Math.floor(random.randomSample() * max);
  const shapes = Array.from({ length: 24 }, (_, index) => {
    const depth = 1 + (index % 4);
    return {
      samples: index < 9 ? index + 1 : upTo(150),
      features: upTo(7),
      units: [...Array.from({ length: depth - 1 }, () => upTo(index % 3 === 0 ? 70 : 9)), 1 + upTo(5)],
      optimizer: Object.keys(optimizers)[index % 6]!,
    };
  });

  it.each(shapes)(
    'agrees with the readable one: $samples x $features, $units, $optimizer',
    ({ samples, features, units, optimizer }) => {
      const lambdas = units.map(() => [1e-3, 2e-3, 0, 1e-3].map((lambda) => lambda * random.randomSample()));
      const layers = layersOf(units, lambdas, (position) => position === 1);
      const start = drawStart(layers, samples, features, random);
      const [readable, fast] = networks.map(([, create]) =>
        build(create, layers, optimizers[optimizer]!, start),
      ) as [Network, Network];
      for (let step = 0; step < 8; step++) {
        const expected = readable.trainingPass();
        const got = fast.trainingPass();
        expect(got.dataLoss).toBeCloseTo(expected.dataLoss, 11);
        expect(got.accuracy).toBe(expected.accuracy);
        expect(largestDifference(fast.penalties, readable.penalties)).toBeLessThan(1e-11);
        expect(fast.evaluate('validation')).toEqual(got);
        readable.update(0.02, step);
        fast.update(0.02, step);
        expect(differenceToScale(numbersOf(fast), numbersOf(readable))).toBeLessThan(1e-10);
      }
    },
  );

  it('diverges at the same epoch, with the same kind of loss', () => {
    const wild: TrainingConfig = {
      ...trainingConfigOf(vectors.sgd.case, 200),
      optimizer: { ...unitStep, learningRate: 40 },
    };
    const ends = [0.3, 40, 1e3, 1e200].map((learningRate) =>
      networks.map(([, create]) => {
        const training = createTraining({ ...wild, optimizer: { ...unitStep, learningRate } }, create);
        const rows = new Float64Array(200 * training.rowLength);
        const written = training.advance(200, rows);
        const loss = rows[(written - 1) * training.rowLength + epochColumn.loss]!;
        return [training.divergedAt, Number.isFinite(loss) ? 'finite' : loss];
      }),
    );
    for (const [readable, fast] of ends) expect(fast).toEqual(readable);
    expect(ends[0]![1]![0]).toBeNull();
    expect(ends.at(-1)![1]![0]).not.toBeNull();
  });

  it('gives the same bits in every instance, however epochs are asked for', () => {
    const config = trainingConfigOf(vectors.adam.case, 40);
    const rowsOf = (chunk: number): number[] => {
      const training = createTraining(config, createFastNetwork);
      const buffer = new Float64Array(chunk * training.rowLength);
      const rows: number[] = [];
      for (let written = training.advance(chunk, buffer); written > 0;) {
        rows.push(...buffer.subarray(0, written * training.rowLength));
        training.evaluate();
        written = training.advance(chunk, buffer);
      }
      return rows;
    };
    const one = rowsOf(1);
    expect(rowsOf(7)).toEqual(one);
    expect(rowsOf(40)).toEqual(one);
  });

  it('refuses layers that it does not know', () => {
    const start = drawStart(layersOf([4, 3], [none, none]), 3, 2, random);
    const [dense, relu, last, softmax] = layersOf([4, 3], [none, none]) as [
      LayerConfig,
      LayerConfig,
      LayerConfig,
      LayerConfig,
    ];
    for (const layers of [
      [relu, dense, last, softmax],
      [dense, softmax, last, softmax],
      [dense, relu],
      [dense, softmax],
      [softmax],
    ]) {
      expect(() => build(createFastNetwork, layers, unitStep, start)).toThrow(RangeError);
    }
  });

  it('refuses more numbers than it can address', () => {
    const start = drawStart(layersOf([3], [none]), 1, 2, random);
    const layers = layersOf([30_000, 30_000, 3], [none, none, none]);
    expect(() => build(createFastNetwork, layers, unitStep, start)).toThrow(RangeError);
  });
});
