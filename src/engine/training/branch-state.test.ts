import { describe, expect, it } from 'vitest';
import { bitsOf, recordRows } from '../reference/record-training.ts';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { optimizerOf, trainingConfigOf } from '../reference/reference-case.ts';
import { branchState } from './branch-state.ts';
import { createTraining } from './create-training.ts';
import type { TrainingConfig } from './training-config.ts';
import type { TrainingState } from './training.ts';

const adam = optimizerOf('adam', { learningRate: 0.05, decay: 1e-2 });
const sgd = optimizerOf('sgd', { learningRate: 0.05, decay: 1e-2 });
const parent: TrainingConfig = {
  ...trainingConfigOf(vectors.adam.case, 20),
  optimizer: adam,
  batchSize: 25,
  earlyStopping: { patience: 50, metric: 'validationLoss', minDelta: 0, restoreBest: false },
};

function stateOf(config: TrainingConfig, epochs: number): TrainingState {
  const training = createTraining(config);
  recordRows(training, epochs, epochs);
  return training.state();
}

describe('a branch', () => {
  const state = stateOf(parent, 6);

  it('without a change equals its parent', () => {
    expect(branchState(state, parent, parent)).toEqual(state);
    const whole = createTraining(parent);
    const rows = recordRows(whole);
    const branch = createTraining(parent, { from: branchState(state, parent, parent) });
    expect(bitsOf(recordRows(branch))).toEqual(bitsOf(rows.subarray(6 * whole.rowLength)));
  });

  const zeros = state.parameters.map(({ length }) => new Float64Array(length));
  const twice = zeros.flatMap((zero) => [zero, zero]);
  it.each<[string, TrainingConfig, Partial<TrainingState>]>([
    ['number of epochs', { ...parent, epochs: 40 }, {}],
    ['beta1', { ...parent, optimizer: { ...adam, beta1: 0.5 } }, { best: null }],
    ['weight decay', { ...parent, optimizer: { ...adam, weightDecay: 0.1 } }, { best: null }],
    [
      'learning rate',
      { ...parent, optimizer: { ...adam, learningRate: 0.2 } },
      { learningRate: 0.2, best: null },
    ],
    ['decay', { ...parent, optimizer: { ...adam, decay: 0 } }, { learningRate: 0.05, best: null }],
    ['optimizer', { ...parent, optimizer: sgd }, { moments: [], momentsSince: 18, best: null }],
    [
      'early stopping',
      {
        ...parent,
        earlyStopping: { patience: 51, metric: 'validationLoss', minDelta: 0, restoreBest: false },
      },
      { best: null },
    ],
    ['no early stopping', { ...parent, earlyStopping: null }, { best: null }],
    ['epochs of validation', { ...parent, evaluateEvery: 3 }, { best: null }],
    ['batch size', { ...parent, batchSize: 10 }, { best: null }],
    ['no batches', { ...parent, batchSize: null }, { shuffle: null, best: null }],
  ])('with another %s changes only that', (_name, after, changed) => {
    const branch = branchState(state, parent, after);
    expect(branch).toEqual({ ...state, ...changed });
    const training = createTraining(after, { from: branch });
    expect(recordRows(training).length).toBe((after.epochs - 6) * training.rowLength);
  });

  it('from SGD without momentum gets zero moments and counts from there', () => {
    const before: TrainingConfig = { ...parent, optimizer: sgd };
    const from = stateOf(before, 6);
    expect(branchState(from, before, parent)).toEqual({
      ...from,
      moments: twice,
      momentsSince: 18,
      best: null,
    });
    const momentum: TrainingConfig = { ...parent, optimizer: { ...sgd, momentum: 0.9 } };
    expect(branchState(from, before, momentum)).toEqual({
      ...from,
      moments: zeros,
      momentsSince: 18,
      best: null,
    });
  });

  it("starts the seed's shuffles when it turns batches on", () => {
    const before: TrainingConfig = { ...parent, batchSize: null };
    const { shuffle } = branchState(stateOf(before, 6), before, parent);
    expect(shuffle).toEqual(createTraining(parent).state().shuffle);
  });

  it('with zero moments takes the first step of its optimizer', () => {
    const before: TrainingConfig = { ...parent, optimizer: { ...sgd, learningRate: 1e-3, decay: 0 } };
    const after: TrainingConfig = { ...parent, optimizer: { ...adam, decay: 0 }, batchSize: null };
    const from = stateOf(before, 6);
    const training = createTraining(after, { from: branchState(from, before, after) });
    recordRows(training, 1, 1);
    // Adam's first step moves a parameter by the learning rate, however large its gradient.
    const moved = training
      .state()
      .parameters.at(-1)!
      .map((value, index) => {
        return Math.abs(value - from.parameters.at(-1)![index]!);
      });
    moved.forEach((distance) => expect(distance).toBeCloseTo(0.05, 3));
  });
});
