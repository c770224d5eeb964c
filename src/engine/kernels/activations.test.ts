import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SampleSet } from '../datasets/sample-set.ts';
import type { ActivationConfig } from '../layers/activations.ts';
import { RandomStream } from '../random/random-stream.ts';
import vectors from '../reference/activations.json' with { type: 'json' };
import { centralDifference, differenceToScale, largestDifference } from '../reference/closeness.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { CreateNetwork } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import {
  build,
  drawStart,
  gradientsOf,
  kernelCases,
  layersOf,
  networks,
  numbersOf,
  smoothOptimizers,
  unitStep,
} from './conformance-case.ts';
import { createFastNetwork } from './fast-network.ts';

const { network: reference } = vectors;
const none = [0, 0, 0, 0];
const dropout = { kind: 'dropout', rate: 0.3 } as const;
const leakyRelu = { kind: 'leakyRelu', alpha: 0.2 } as const;
/** The activations that follow hidden layers, in turn. */
const mixtures: readonly (readonly (readonly LayerConfig[])[])[] = [
  [[{ kind: 'tanh' }], [{ kind: 'sigmoid' }], [leakyRelu]],
  [
    [{ kind: 'tanh' }, dropout],
    [{ kind: 'sigmoid' }, dropout],
    [leakyRelu, dropout],
  ],
  [[{ kind: 'relu' }, dropout], [{ kind: 'tanh' }, dropout], [dropout]],
  [[leakyRelu, dropout], [{ kind: 'relu' }], [{ kind: 'sigmoid' }]],
];

const referenceLayers = (): LayerConfig[] => {
  const units = [...reference.hidden.map(([, width]) => width as number), 3];
  return layersOf(units, reference.lambdas, (position) => [
    { kind: reference.hidden[position]![0], alpha: reference.alpha } as ActivationConfig,
  ]);
};

describe.each(networks)('%s', (_name, create) => {
  const set: SampleSet = {
    samples: reference.X.length,
    features: 4,
    classes: 3,
    inputs: Float64Array.from(reference.X.flat()),
    targets: Int32Array.from(reference.y),
  };
  const start = {
    set,
    weights: reference.weights.map((rows) => Float64Array.from(rows.flat())),
    biases: reference.biases.map((row) => Float64Array.from(row)),
  };
  const flat = (weights: number[][][], biases: number[][]): number[] =>
    weights.flatMap((rows, layer) => [...rows.flat(), ...biases[layer]!]);

  it("has PyTorch's gradients of tanh, sigmoid and leaky ReLU", () => {
    const got = gradientsOf(build(create, start, { layers: referenceLayers(), optimizer: unitStep }));
    const expected = flat(reference.weightGradients, reference.biasGradients);
    expect(differenceToScale(got, expected)).toBeLessThan(1e-14);
  });

  it("trains to PyTorch's losses and parameters", () => {
    const { learningRate, dataLosses, weights, biases } = reference.training;
    const network = build(create, start, {
      layers: referenceLayers(),
      optimizer: smoothOptimizers.momentum,
    });
    const got = dataLosses.map((_, step) => {
      const { dataLoss } = network.trainingPass(0, step);
      network.update(learningRate, step);
      return dataLoss;
    });
    expect(largestDifference(got, dataLosses)).toBeLessThan(1e-12);
    expect(differenceToScale(numbersOf(network), flat(weights, biases))).toBeLessThan(1e-12);
  });

  it.each(mixtures)('has the gradients of central differences: %j, %j, %j', (...behind) => {
    const layers = layersOf([5, 4, 6, 3], [none, none, none, none], (position) => behind[position]!);
    const drawn = drawStart(layers, 9, 3, new RandomStream(6));
    const network = build(create, drawn, { layers, optimizer: unitStep, seed: 3 });
    const loss = (): number => network.trainingPass(0, 0).dataLoss;
    const differences = network.parameters.flatMap(({ weights, biases }) =>
      [weights, biases].flatMap((values) =>
        Array.from(values, (_, index) => centralDifference(loss, values as Float64Array, index)),
      ),
    );
    gradientsOf(network).forEach((gradient, index) => expect(gradient).toBeCloseTo(differences[index]!, 6));
  });
});

describe.each(kernelCases)('$variant kernels', ({ variant, precision, tolerance }) => {
  const create: CreateNetwork = (config, start) => createFastNetwork(config, start, { variant });

  it.each(mixtures)('agree with the readable network over %j, %j, %j', (...behind) => {
    const random = new RandomStream([8, 1]);
    const shapes = [
      { samples: 300, features: 2, units: [17, 6, 9, 3], batchSize: null },
      { samples: 150, features: 6, units: [12, 8, 5, 4], batchSize: 37 },
    ];
    for (const { samples, features, units, batchSize } of shapes) {
      const lambdas = units.map(() => [1e-4, 1e-3, 0, 1e-3]);
      const layers = layersOf(units, lambdas, (position) => behind[position]!);
      const start = drawStart(layers, samples, features, random);
      const config = { layers, optimizer: smoothOptimizers.adam, batchSize, seed: 11 };
      const readable = build(createLayeredNetwork, start, config);
      const fast = build(create, start, { ...config, precision });
      for (let step = 0; step < 6; step++) {
        const batch = batchSize === null ? 0 : step % Math.ceil(samples / batchSize);
        const expected = readable.trainingPass(batch, step);
        const got = fast.trainingPass(batch, step);
        expect(Math.abs(got.dataLoss - expected.dataLoss)).toBeLessThan(tolerance);
        const [whole, sameWhole] = [readable, fast].map((network) => network.evaluate('validation'));
        expect(Math.abs(sameWhole!.dataLoss - whole!.dataLoss)).toBeLessThan(tolerance);
        readable.update(0.05, step);
        fast.update(0.05, step);
        expect(differenceToScale(numbersOf(fast), numbersOf(readable))).toBeLessThan(tolerance);
      }
    }
  });

  it.each([{ kind: 'tanh' } as const, { kind: 'sigmoid' } as const, leakyRelu])(
    'do not hide a $kind unit that is not a number',
    (activation) => {
      const layers = layersOf([5, 3], [none, none], () => [activation]);
      const start = drawStart(layers, 6, 2, new RandomStream(3));
      const network = build(create, start, { layers, optimizer: unitStep, precision });
      network.parameters[0]!.biases[4] = NaN;
      expect(network.trainingPass(0, 0).dataLoss).toBeNaN();
    },
  );
});

it('has the same bits everywhere', () => {
  const layers = referenceLayers();
  const start = drawStart(layers, 77, 4, new RandomStream(12));
  const network = build(createFastNetwork, start, { layers, optimizer: smoothOptimizers.adam });
  for (let step = 0; step < 50; step++) {
    network.trainingPass(0, step);
    network.update(0.05, step);
  }
  const bytes = new Uint8Array(Float64Array.from(numbersOf(network)).buffer);
  expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toBe('d2b5f7d6c27f7ecc');
});
