import { describe, expect, it } from 'vitest';
import { createFastNetwork } from '../kernels/fast-network.ts';
import { bitsOf, columnOf, recordRows } from '../reference/record-training.ts';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from './create-training.ts';
import { epochColumn } from './epoch-row.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { CreateNetwork } from './network.ts';
import type { TrainingConfig } from './training-config.ts';

const lambdas = {
  weightRegularizerL1: 0,
  weightRegularizerL2: 1e-3,
  biasRegularizerL1: 0,
  biasRegularizerL2: 0,
};
/** 60 samples, without batches or dropout. */
const plain: TrainingConfig = {
  ...trainingConfigOf(vectors.adam.case, 6),
  dataset: { kind: 'spiral', samplesPerClass: 20, classes: 3, noise: 0.2, labelNoise: 0, positions: 'grid' },
  validation: { samplesPerClass: 20 },
  layers: [
    { kind: 'dense', units: 8, ...lambdas },
    { kind: 'relu' },
    { kind: 'dense', units: 3, ...lambdas },
    { kind: 'softmax' },
  ],
  evaluateEvery: 2,
  seed: 3,
};
const [dense, relu, ...rest] = plain.layers;
const dropout = { layers: [dense!, relu!, { kind: 'dropout', rate: 0.5 } as const, ...rest] };
const apart: Record<string, Partial<TrainingConfig>> = {
  dropout,
  batches: { batchSize: 7 },
  'a batch of the whole set': { batchSize: 60 },
  both: { ...dropout, batchSize: 16 },
};
const networks: Record<string, CreateNetwork> = { readable: createLayeredNetwork, fast: createFastNetwork };
const cases = Object.entries(networks).flatMap(([network, createNetwork]) =>
  Object.entries(apart).map(([name, change]) => ({
    name: `${name}, ${network} network`,
    createNetwork,
    config: { ...plain, ...change },
  })),
);

/** Counts evaluations of the training set. */
function counting(calls: string[]): CreateNetwork {
  return (config, start) => {
    const network = createFastNetwork(config, start);
    return {
      ...network,
      evaluate(set) {
        calls.push(set);
        return network.evaluate(set);
      },
    };
  };
}

describe('the evaluated training set', () => {
  /** The k-th of all parameters, in forward order. */
  const parameter = (k: number): number => (((k * 53) % 103) - 51) / 25;

  // numpy.random.seed(3) for the spiral, torch.nn.functional.cross_entropy in float64 of these parameters for the values.
  it.each(cases)('has the loss and accuracy that PyTorch finds: $name', ({ config, createNetwork }) => {
    const state = createTraining(config).state();
    let k = 0;
    const parameters = state.parameters.map((values) => values.map(() => parameter(k++)));
    const training = createTraining(config, { createNetwork, from: { ...state, parameters } });
    const row = recordRows(training, 1, 1);
    expect(row[epochColumn.evaluatedDataLoss]).toBeCloseTo(1.846204108268235, 12);
    expect(row[epochColumn.evaluatedAccuracy]).toBeCloseTo(0.3, 15);
    const gap = row[epochColumn.validationLoss]! - row[epochColumn.evaluatedDataLoss]!;
    expect(gap).toBeCloseTo(0.10420254727403555, 12);
  });

  it.each(cases)('equals that of a run that ends before the epoch’s first update: $name', (given) => {
    const { config, createNetwork } = given;
    const training = createTraining(config, { createNetwork });
    const rows = recordRows(training);
    for (const epoch of [2, 4, 5]) {
      const until = createTraining({ ...config, epochs: epoch }, { createNetwork });
      recordRows(until);
      const row = rows.subarray(epoch * training.rowLength);
      expect({
        dataLoss: row[epochColumn.evaluatedDataLoss],
        accuracy: row[epochColumn.evaluatedAccuracy],
        validationLoss: row[epochColumn.validationLoss],
        validationAccuracy: row[epochColumn.validationAccuracy],
      }).toEqual(until.evaluate());
    }
    expect(columnOf(rows, training.rowLength, epochColumn.evaluated)).toEqual([1, 0, 1, 0, 1, 1]);
  });

  it.each(cases)('does not affect training: $name', ({ config, createNetwork }) => {
    const trained = (evaluateEvery: number) => {
      const training = createTraining({ ...config, evaluateEvery }, { createNetwork });
      const rows = recordRows(training);
      const losses = columnOf(rows, training.rowLength, epochColumn.loss);
      return [bitsOf(Float64Array.from(losses)), training.state().parameters.map(bitsOf)];
    };
    expect(trained(1)).toEqual(trained(1000));
  });

  it('costs one evaluation per validated epoch', () => {
    const calls: string[] = [];
    recordRows(createTraining({ ...plain, ...dropout }, { createNetwork: counting(calls) }));
    expect(calls.filter((set) => set === 'training')).toHaveLength(4);
  });
});

describe('without dropout and batches', () => {
  it.each(['float64', 'float32'] as const)(
    'is the training pass, to the bit and for nothing: %s',
    (precision) => {
      const calls: string[] = [];
      const training = createTraining({ ...plain, precision }, { createNetwork: counting(calls) });
      const rows = recordRows(training);
      const column = (name: keyof typeof epochColumn) =>
        columnOf(rows, training.rowLength, epochColumn[name]).filter((_, epoch) =>
          [0, 2, 4, 5].includes(epoch),
        );
      expect(column('evaluatedDataLoss')).toEqual(column('dataLoss'));
      expect(column('evaluatedAccuracy')).toEqual(column('accuracy'));
      expect(calls).toEqual(new Array(4).fill('validation'));
    },
  );
});
