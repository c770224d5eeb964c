import { expect, it } from 'vitest';
import { epochRows, runConfig, temporaryStore } from './store-fixture.ts';

/** Validation losses of the last 5 % of 100 epochs; their mean and standard deviation come from NumPy, ddof 1. */
const losses = [0.52, 0.5, 0.57, 0.49, 0.61];
const final = { dataLoss: 0.1, accuracy: 0.9, validationLoss: 0.2, validationAccuracy: 0.8 };

function endedRun(last: readonly number[], evaluatedDataLoss: number | null = 0.25, evaluateEvery = 1) {
  const store = temporaryStore();
  const config = runConfig({ epochs: 100, evaluateEvery });
  const { id } = store.createRuns([{ config, name: 'a' }])[0]!;
  const epochs = Array.from({ length: 100 }, (_, epoch) => {
    const isValidated = epoch % evaluateEvery === 0 || epoch === 99;
    if (!isValidated) return { epoch };
    const validationLoss = epoch < 95 ? 9 : last[epoch - 95]!;
    return { epoch, validationLoss, validationAccuracy: 0.75, evaluatedDataLoss };
  });
  store.startRun(id, 'float64');
  store.appendEpochs(id, epochRows(config, epochs), epochs.length);
  store.endRuns([
    [
      id,
      {
        status: 'completed',
        final,
        averaged: { ...final, validationLoss: 0.15 },
        restoredEpoch: 42,
      },
    ],
  ]);
  return { store, id, run: store.getRun(id) };
}

it('is the mean of the validated epochs in the last 5 %, with their standard deviation', () => {
  const { tail } = endedRun(losses).run;
  expect(tail).toMatchObject({ epochs: 5, dataLoss: 0.25, validationAccuracy: 0.75 });
  expect(tail!.validationLoss).toBeCloseTo(0.538, 14);
  expect(tail!.validationLossDeviation).toBeCloseTo(0.05069516742254629, 14);
});

it('of a single validated epoch has no deviation, and may lack the training set in old runs', () => {
  const { tail } = endedRun(losses, null, 10).run;
  expect(tail).toMatchObject({
    ...{ epochs: 1, dataLoss: null, validationLoss: 0.61, validationLossDeviation: null },
  });
});

it('is NaN where a loss is, and infinite where one is', () => {
  expect(endedRun([0.5, NaN, 0.5, 0.5, 0.5]).run.tail).toMatchObject({
    ...{ validationLoss: NaN, validationLossDeviation: null, dataLoss: 0.25 },
  });
  expect(endedRun([0.5, Infinity, 0.5, 0.5, 0.5]).run.tail).toMatchObject({ validationLoss: Infinity });
});

it('is cleared with the other end results when the run gets more epochs', () => {
  const { store, id, run } = endedRun(losses);
  expect(run).toMatchObject({ restoredEpoch: 42, averaged: { validationLoss: 0.15 } });
  expect(store.reopenRun(id, 200)).toMatchObject({
    tail: null,
    averaged: null,
    restoredEpoch: null,
    final: null,
  });
});
