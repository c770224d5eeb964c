import { describe, expect, it } from 'vitest';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { recordRows } from '../reference/record-training.ts';
import { trainingConfigOf } from '../reference/reference-case.ts';
import { branchState } from './branch-state.ts';
import { createTraining } from './create-training.ts';
import { decodeTrainingState, encodeTrainingState } from './encode-training-state.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { TrainingConfig } from './training-config.ts';
import { tailStart } from './weight-average.ts';

const config: TrainingConfig = { ...trainingConfigOf(vectors.adam.case, 60), batchSize: 16 };

it.each([
  [10_001, 9500],
  [100, 95],
  [101, 95],
  [20, 19],
  [7, 6],
  [1, 0],
])('the last 5 %% of %i epochs start at %i', (epochs, first) => expect(tailStart(epochs)).toBe(first));

describe.each([
  ['readable', createLayeredNetwork],
  ['fast', undefined],
] as const)('averaged weights of the %s network', (_name, createNetwork) => {
  const options = createNetwork ? { createNetwork } : {};

  it.each(['float64', 'float32'] as const)('are the mean after each of the last epochs, %s', (precision) => {
    const training = createTraining({ ...config, precision }, options);
    recordRows(training, 1, 57);
    expect(training.averaged).toBeNull();
    const after: number[][] = [];
    while (training.advance(1, new Float64Array(training.rowLength)) === 1) {
      after.push([...training.state().parameters[0]!]);
    }
    const [first, second, third] = after as [number[], number[], number[]];
    expect(after).toHaveLength(3);
    const mean = first.map((value, index) => (value + second[index]! + third[index]!) / 3);
    expect([...training.averaged![0]!]).toEqual(mean);
  });

  it('are evaluated without side effects', () => {
    const training = createTraining(config, options);
    recordRows(training);
    const before = [training.state(), training.evaluate()];
    const averaged = training.evaluate(training.averaged!);
    expect([training.state(), training.evaluate()]).toEqual(before);
    const other = createTraining(config, {
      ...options,
      from: { ...training.state(), parameters: training.averaged! },
    });
    expect(averaged).toEqual(other.evaluate());
    expect(averaged).not.toEqual(training.evaluate());
  });

  it('survive an interruption anywhere', () => {
    const whole = createTraining(config, options);
    recordRows(whole);
    for (const epochs of [10, 57, 58, 59, 60]) {
      const first = createTraining(config, options);
      recordRows(first, 1, epochs);
      const from = decodeTrainingState(encodeTrainingState(first.state()));
      const again = createTraining(config, { ...options, from });
      recordRows(again);
      expect(again.averaged).toEqual(whole.averaged);
    }
  });
});

describe('averaged weights', () => {
  function stateAt(epochs: number) {
    const training = createTraining(config);
    recordRows(training, 1, epochs);
    return training.state();
  }
  const averagedOf = (given: TrainingConfig, from?: ReturnType<typeof stateAt>) => {
    const training = createTraining(given, { from });
    recordRows(training);
    return training.averaged;
  };

  it('of more epochs are those of a run planned that way, or unknown if its last 5 % began earlier', () => {
    const longer = { ...config, epochs: 80 };
    expect(averagedOf(longer, stateAt(59))).toEqual(averagedOf(longer));
    expect(averagedOf({ ...config, epochs: 61 }, stateAt(59))).toEqual(averagedOf({ ...config, epochs: 61 }));
    expect(averagedOf({ ...config, epochs: 62 }, stateAt(59))).toBeNull();
  });

  it('of a branch cover its own epochs', () => {
    const after = { ...config, optimizer: { ...config.optimizer, learningRate: 0.01 } };
    const state = branchState(stateAt(58), config, after);
    const training = createTraining(after, { from: state });
    recordRows(training, 1, 1);
    const [first] = training.state().parameters;
    recordRows(training, 1, 1);
    const [second] = training.state().parameters;
    expect(training.averaged![0]).toEqual(first!.map((value, index) => (value + second![index]!) / 2));
  });

  it('are missing for a run that stopped early, whose end was not known in advance', () => {
    const rule = { patience: 1, metric: 'validationLoss', minDelta: 1e9, restoreBest: false } as const;
    expect(averagedOf({ ...config, earlyStopping: rule })).toBeNull();
  });
});
