import { describe, expect, it } from 'vitest';
import { createFastNetwork } from '../kernels/fast-network.ts';
import { RandomStream } from '../random/random-stream.ts';
import { bitsOf, recordRows } from '../reference/record-training.ts';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from './create-training.ts';
import { decodeTrainingState, encodeTrainingState } from './encode-training-state.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { CreateNetwork } from './network.ts';
import type { OptimizerConfig, TrainingConfig } from './training-config.ts';
import type { Training } from './training.ts';

const base: TrainingConfig = { ...trainingConfigOf(vectors.adam.case, 23), evaluateEvery: 5 };
const [dense, relu, ...rest] = base.layers;

const shared = { decay: 1e-2, weightDecay: 1e-3, schedule: null };
const optimizers: Record<string, OptimizerConfig> = {
  sgd: { ...shared, kind: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false },
  momentum: { ...shared, kind: 'sgd', learningRate: 0.3, momentum: 0.9, nesterov: false },
  nesterov: { ...shared, kind: 'sgd', learningRate: 0.3, momentum: 0.9, nesterov: true },
  adagrad: { ...shared, kind: 'adagrad', learningRate: 0.1, epsilon: 1e-7 },
  rmsprop: { ...shared, kind: 'rmsprop', learningRate: 0.01, epsilon: 1e-7, rho: 0.9 },
  adam: { ...shared, kind: 'adam', learningRate: 0.05, epsilon: 1e-7, beta1: 0.9, beta2: 0.999 },
};
const features: Record<string, Partial<TrainingConfig>> = {
  'whole set': {},
  batches: { batchSize: 16 },
  dropout: { layers: [dense!, relu!, { kind: 'dropout', rate: 0.3 }, ...rest] },
  'early stopping': {
    earlyStopping: { patience: 5, metric: 'validationLoss', minDelta: 0, restoreBest: false },
  },
  all: {
    batchSize: 7,
    layers: [dense!, { kind: 'tanh' }, { kind: 'dropout', rate: 0.3 }, ...rest],
    initialization: 'heNormal',
    earlyStopping: { patience: 10, metric: 'validationLoss', minDelta: 0, restoreBest: false },
  },
};
const networks: Record<string, CreateNetwork> = { readable: createLayeredNetwork, fast: createFastNetwork };

const cases = Object.entries(networks).flatMap(([network, create]) =>
  (['float64', 'float32'] as const).flatMap((precision) =>
    Object.entries(features).flatMap(([feature, more]) =>
      Object.entries(optimizers).map(([kind, optimizer]) => ({
        name: `${network} network, ${precision}, ${feature}, ${kind}`,
        createNetwork: create,
        config: { ...base, ...more, optimizer, precision } satisfies TrainingConfig,
      })),
    ),
  ),
);

function joined(...parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

const parametersOf = (training: Training): Uint8Array[] => training.state().parameters.map(bitsOf);

describe('a training resumed from the bytes of its state', () => {
  const random = new RandomStream(2);

  it.each(cases)('has the same bits as an uninterrupted one: $name', ({ config, createNetwork }) => {
    const straight = createTraining(config, { createNetwork });
    const expected = recordRows(straight, 100);
    const epochs = expected.length / straight.rowLength;

    let training = createTraining(config, { createNetwork });
    const rows: Float64Array[] = [];
    for (let stop = 0; stop < 3; stop++) {
      rows.push(recordRows(training, 3, Math.floor((random.randomSample() * epochs) / 2)));
      const from = decodeTrainingState(encodeTrainingState(training.state()));
      const final = training.evaluate();
      training = createTraining(config, { createNetwork, from });
      expect(training.evaluate()).toEqual(final);
    }
    rows.push(recordRows(training, 100));
    expect(bitsOf(joined(...rows))).toEqual(bitsOf(expected));
    expect(parametersOf(training)).toEqual(parametersOf(straight));
    expect(training.evaluate()).toEqual(straight.evaluate());
    expect(training.stoppedEarly).toBe(straight.stoppedEarly);
  });

  it('can be given more epochs, and ends as if it had them from the start', () => {
    const short = createTraining({ ...base, epochs: 12 });
    recordRows(short);
    const more = createTraining(base, { from: short.state() });
    const whole = createTraining(base);
    const expected = recordRows(whole);
    expect(bitsOf(recordRows(more))).toEqual(bitsOf(expected.subarray(12 * whole.rowLength)));
  });
});

describe('a state', () => {
  it('is a copy, independent of its training and of one resumed from it', () => {
    const config: TrainingConfig = { ...base, batchSize: 16 };
    const training = createTraining(config);
    recordRows(training, 4, 4);
    const state = training.state();
    const bytes = encodeTrainingState(state);
    recordRows(training);
    recordRows(createTraining(config, { from: state }));
    expect(encodeTrainingState(state)).toEqual(bytes);
  });

  it.each([
    [
      'other units',
      { layers: [{ ...dense!, units: 9 } as typeof dense & object, relu!, ...rest] },
      'parameters',
    ],
    ['another precision', { precision: 'float32' }, 'this config needs [16 float32, 8 float32'],
    ['another optimizer', { optimizer: optimizers['momentum']! }, 'moments [16 float64, 16 float64'],
    ['batches', { batchSize: 4 }, 'got a state without a stream of shuffles; batchSize 4 needs it with'],
  ] as const)('is refused by a config with %s', (_name, change, message) => {
    const from = createTraining(base).state();
    expect(() => createTraining({ ...base, ...change } as TrainingConfig, { from })).toThrow(message);
  });
});
