import { describe, expect, it } from 'vitest';
import { bitsOf, recordRows } from '../reference/record-training.ts';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from './create-training.ts';
import { decodeTrainingState, encodeTrainingState } from './encode-training-state.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { CreateNetwork } from './network.ts';
import type { EarlyStoppingConfig, TrainingConfig } from './training-config.ts';

const config: TrainingConfig = trainingConfigOf(vectors.adam.case, 10);

const stopping = (rule: Partial<EarlyStoppingConfig>): EarlyStoppingConfig => ({
  ...{ patience: 1000, metric: 'validationLoss', minDelta: 0, restoreBest: false },
  ...rule,
});

/** A network with these successive validation losses. */
function judgedBy(losses: readonly number[], accuracies: readonly number[] = []): CreateNetwork {
  let next = 0;
  return (networkConfig, start) => ({
    ...createLayeredNetwork(networkConfig, start),
    evaluate: () => ({ dataLoss: losses[next]!, accuracy: accuracies[next++] ?? 0 }),
  });
}

describe('early stopping', () => {
  const falling = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
  it.each([
    { name: 'never, while it gets better', losses: falling, patience: 1, evaluateEvery: 1, epochs: 10 },
    { name: 'at once', losses: [1, 2], patience: 1, evaluateEvery: 1, epochs: 2 },
    { name: 'an equal loss is no better', losses: [1, 1, 1, 1], patience: 3, evaluateEvery: 1, epochs: 4 },
    { name: 'counts from the best', losses: [5, 6, 4, 5, 4.5, 9], patience: 3, evaluateEvery: 1, epochs: 6 },
    { name: 'patience is of epochs', losses: [1, 2, 2], patience: 5, evaluateEvery: 3, epochs: 7 },
    { name: 'a better loss just in time', losses: [3, 4, 2, 5, 6], patience: 3, evaluateEvery: 2, epochs: 9 },
    {
      name: 'NaN is never the best',
      losses: [NaN, NaN, 3, NaN, NaN],
      patience: 2,
      evaluateEvery: 1,
      epochs: 5,
    },
    {
      name: 'NaN alone is no reason',
      losses: Array<number>(10).fill(NaN),
      patience: 1,
      evaluateEvery: 1,
      epochs: 10,
    },
  ])('$name: $epochs epochs', ({ losses, patience, evaluateEvery, epochs }) => {
    const rule = { ...config, evaluateEvery, earlyStopping: stopping({ patience }) };
    const training = createTraining(rule, { createNetwork: judgedBy(losses) });
    expect(recordRows(training, 4).length / training.rowLength).toBe(epochs);
    expect([training.epoch, training.stoppedEarly]).toEqual([epochs, epochs < 10]);
    expect(training.advance(1, new Float64Array(training.rowLength))).toBe(0);
  });

  /** Keras 3.15.1, EarlyStopping(patience=3, restore_best_weights=True): epochs trained, and the epoch that counts as the best. */
  it.each([
    ['validationLoss', 0.1, [1, 0.95, 0.92, 0.85, 0.84, 0.83, 0.9, 0.9], 7, 3],
    ['validationLoss', 0.1, [1, 0.95, 0.85, 0.8, 0.74, 0.7, 0.7, 0.7], 8, 4],
    ['validationLoss', 0.5, [1, 0.5, 0.5, 0.5, 0.5], 4, 0],
    ['validationAccuracy', 0, [0.5, 0.6, 0.6, 0.55, 0.61, 0.6, 0.6, 0.6], 8, 4],
    ['validationAccuracy', 0.05, [0.5, 0.6, 0.64, 0.62, 0.66, 0.6, 0.6, 0.6], 8, 4],
  ] as const)('by %s and more than %s: as Keras', (metric, minDelta, values, epochs, best) => {
    const network =
      metric === 'validationLoss'
        ? judgedBy(values)
        : judgedBy(
            values.map((_, index) => index),
            values,
          );
    const training = createTraining(
      { ...config, epochs: 20, earlyStopping: stopping({ patience: 3, metric, minDelta }) },
      { createNetwork: network },
    );
    recordRows(training, 20, epochs);
    expect([training.epoch, training.stoppedEarly, training.state().best?.epoch]).toEqual([
      epochs,
      true,
      best,
    ]);
  });

  it('at the last epoch does not count as early', () => {
    const losses = [1, 2, 3];
    const training = createTraining(
      { ...config, epochs: 3, earlyStopping: stopping({ patience: 2 }) },
      { createNetwork: judgedBy(losses) },
    );
    expect(recordRows(training).length / training.rowLength).toBe(3);
    expect(training.stoppedEarly).toBe(false);
  });

  it('leaves the same rows and result as a run of that many epochs', () => {
    const optimizer = { ...config.optimizer, learningRate: 0.5 };
    const long: TrainingConfig = { ...config, optimizer, epochs: 400, evaluateEvery: 4, batchSize: 16 };
    const early = createTraining({ ...long, earlyStopping: stopping({ patience: 10 }) });
    const rows = recordRows(early, 50);
    expect(early.stoppedEarly).toBe(true);
    expect(early.epoch).toBeLessThan(400);
    expect((early.epoch - 1) % 4).toBe(0);

    const without = recordRows(createTraining(long), 1, early.epoch);
    expect(bitsOf(rows)).toEqual(bitsOf(without));
    const short = createTraining({ ...long, epochs: early.epoch });
    recordRows(short);
    expect(early.evaluate()).toEqual(short.evaluate());
    expect(early.state().parameters).toEqual(short.state().parameters);
  });

  it('applies to a resumed training', () => {
    const twoEpochs: TrainingConfig = { ...config, earlyStopping: stopping({ patience: 2 }) };
    const first = createTraining(twoEpochs, { createNetwork: judgedBy([1, 2, 3]) });
    recordRows(first);
    const again = createTraining({ ...twoEpochs, epochs: 20 }, { from: first.state() });
    expect([again.epoch, again.stoppedEarly]).toEqual([3, true]);
    expect(again.advance(1, new Float64Array(again.rowLength))).toBe(0);
  });
});

describe.each([
  ['readable', createLayeredNetwork],
  ['fast', undefined],
] as const)('with restoreBest the %s network', (_name, createNetwork) => {
  const options = createNetwork ? { createNetwork } : {};
  const optimizer = { ...config.optimizer, learningRate: 0.5 };
  const overfitting: TrainingConfig = { ...config, optimizer, epochs: 60, evaluateEvery: 4, batchSize: 16 };
  const restoring = (patience: number): TrainingConfig => ({
    ...overfitting,
    earlyStopping: stopping({ patience, restoreBest: true }),
  });

  it.each([12, 1000])('ends, after a patience of %i, with the parameters of its best epoch', (patience) => {
    const training = createTraining(restoring(patience), options);
    recordRows(training);
    const { restoredEpoch } = training;
    expect(training.stoppedEarly).toBe(patience === 12);
    expect(restoredEpoch).toBeLessThan(training.epoch);

    const short = createTraining(overfitting, options);
    recordRows(short, 1, restoredEpoch!);
    expect(training.state().parameters).toEqual(short.state().parameters);
    expect(training.evaluate()).toEqual(short.evaluate());
    expect(training.evaluate().validationLoss).toBe(training.state().kept!.value);
  });

  it('reaches the same end from any of its own states, including the final one', () => {
    const whole = createTraining(restoring(12), options);
    recordRows(whole);
    for (const epochs of [3, 20, whole.epoch]) {
      const first = createTraining(restoring(12), options);
      recordRows(first, 1, epochs);
      const from = decodeTrainingState(encodeTrainingState(first.state()));
      const again = createTraining(restoring(12), { ...options, from });
      recordRows(again);
      expect(again.state()).toEqual(whole.state());
      expect(again.restoredEpoch).toBe(whole.restoredEpoch);
    }
  });

  it('keeps the parameters after the last update if they are the best', () => {
    const falling = judgedBy([5, 4, 3, 2, 1]);
    const improving = createTraining(
      { ...config, epochs: 4, earlyStopping: stopping({ restoreBest: true }) },
      { createNetwork: falling },
    );
    const plain = createTraining({ ...config, epochs: 4 }, { createNetwork: createLayeredNetwork });
    recordRows(improving);
    recordRows(plain);
    expect(improving.restoredEpoch).toBeNull();
    expect(improving.state().parameters).toEqual(plain.state().parameters);
  });

  it('restores the best by any margin, whatever margin patience requires', () => {
    const rule = stopping({ patience: 3, minDelta: 0.5, restoreBest: true });
    const training = createTraining(
      { ...config, epochs: 20, earlyStopping: rule },
      { createNetwork: judgedBy([5, 4.9, 4.8, 4.85, 6]) },
    );
    recordRows(training);
    expect([training.epoch, training.restoredEpoch]).toEqual([4, 2]);
  });
});
