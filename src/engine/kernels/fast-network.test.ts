import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import { differenceToScale, largestDifference } from '../reference/closeness.ts';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { optimizerOf, trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from '../training/create-training.ts';
import { epochColumn } from '../training/epoch-row.ts';
import type { Network } from '../training/network.ts';
import type { LayerConfig, OptimizerConfig, TrainingConfig } from '../training/training-config.ts';
import { build, drawStart, layersOf, networks, numbersOf, unitStep } from './conformance-case.ts';
import { createFastNetwork } from './fast-network.ts';

const optimizers: Readonly<Record<string, OptimizerConfig>> = {
  sgd: optimizerOf('sgd', { learningRate: 0.3, decay: 1e-3 }),
  momentum: optimizerOf('sgd', { learningRate: 0.1, momentum: 0.9 }),
  nesterov: optimizerOf('sgd', { learningRate: 0.1, momentum: 0.8, nesterov: true }),
  adagrad: optimizerOf('adagrad', { learningRate: 0.1, decay: 1e-2 }),
  rmsprop: optimizerOf('rmsprop', { learningRate: 0.01, epsilon: 1e-6, rho: 0.8 }),
  adam: optimizerOf('adam', { learningRate: 0.02, decay: 1e-4, beta1: 0.85, beta2: 0.99 }),
};
const two = [
  [0, 0, 0, 0],
  [0, 0, 0, 0],
];

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
      const layers = layersOf(units, lambdas, (position) => (position === 1 ? [] : [{ kind: 'relu' }]));
      const start = drawStart(layers, samples, features, random);
      const [readable, fast] = networks.map(([, create]) =>
        build(create, start, { layers, optimizer: optimizers[optimizer]! }),
      ) as [Network, Network];
      for (let step = 0; step < 8; step++) {
        const expected = readable.trainingPass(0, step);
        const got = fast.trainingPass(0, step);
        expect(got.dataLoss).toBeCloseTo(expected.dataLoss, 11);
        expect(got.accuracy).toBe(expected.accuracy);
        expect(largestDifference(fast.penalties, readable.penalties)).toBeLessThan(1e-11);
        expect({ ...fast.evaluate('validation'), samples }).toEqual(got);
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
      networks.map(([, createNetwork]) => {
        const training = createTraining(
          { ...wild, optimizer: { ...unitStep, learningRate } },
          { createNetwork },
        );
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

  it('gives the same bits in every instance, however epochs are requested', () => {
    const config = trainingConfigOf(vectors.adam.case, 40);
    const rowsOf = (chunk: number): number[] => {
      const training = createTraining(config);
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

  it('refuses unknown layers', () => {
    const start = drawStart(layersOf([4, 3], two), 3, 2, random);
    const [dense, relu, last, softmax] = layersOf([4, 3], two) as [
      LayerConfig,
      LayerConfig,
      LayerConfig,
      LayerConfig,
    ];
    const dropout = { kind: 'dropout', rate: 0.5 } as const;
    for (const layers of [
      [dropout, dense, relu, last, softmax],
      [dense, dropout, relu, last, softmax],
      [dense, relu, dropout, dropout, last, softmax],
      [dense, relu, last, dropout, softmax],
      [relu, dense, last, softmax],
      [dense, softmax, last, softmax],
      [dense, relu],
      [dense, softmax],
      [softmax],
    ]) {
      expect(() => build(createFastNetwork, start, { layers, optimizer: unitStep })).toThrow(RangeError);
    }
  });

  it('refuses more numbers than it can address', () => {
    const start = drawStart(layersOf([3], [[0, 0, 0, 0]]), 1, 2, random);
    const layers = layersOf([30_000, 30_000, 3], [...two, [0, 0, 0, 0]]);
    expect(() => build(createFastNetwork, start, { layers, optimizer: unitStep })).toThrow(RangeError);
  });
});
