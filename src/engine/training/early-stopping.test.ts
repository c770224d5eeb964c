import { describe, expect, it } from 'vitest';
import { bitsOf, recordRows } from '../reference/record-training.ts';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from './create-training.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { CreateNetwork } from './network.ts';
import type { TrainingConfig } from './training-config.ts';

const config: TrainingConfig = trainingConfigOf(vectors.adam.case, 10);

/** A network whose validation losses, one after the other, are these. */
function judgedBy(losses: readonly number[]): CreateNetwork {
  let next = 0;
  return (networkConfig, start) => ({
    ...createLayeredNetwork(networkConfig, start),
    evaluate: () => ({ dataLoss: losses[next++]!, accuracy: 0 }),
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
    const stopping = { ...config, evaluateEvery, earlyStopping: { patience } };
    const training = createTraining(stopping, { createNetwork: judgedBy(losses) });
    expect(recordRows(training, 4).length / training.rowLength).toBe(epochs);
    expect([training.epoch, training.stoppedEarly]).toEqual([epochs, epochs < 10]);
    expect(training.advance(1, new Float64Array(training.rowLength))).toBe(0);
  });

  it('at the last epoch is no early end', () => {
    const losses = [1, 2, 3];
    const training = createTraining(
      { ...config, epochs: 3, earlyStopping: { patience: 2 } },
      { createNetwork: judgedBy(losses) },
    );
    expect(recordRows(training).length / training.rowLength).toBe(3);
    expect(training.stoppedEarly).toBe(false);
  });

  it('leaves rows, and ends as a run of so many epochs', () => {
    const optimizer = { ...config.optimizer, learningRate: 0.5 };
    const long: TrainingConfig = { ...config, optimizer, epochs: 400, evaluateEvery: 4, batchSize: 16 };
    const stopping = createTraining({ ...long, earlyStopping: { patience: 10 } });
    const rows = recordRows(stopping, 50);
    expect(stopping.stoppedEarly).toBe(true);
    expect(stopping.epoch).toBeLessThan(400);
    expect((stopping.epoch - 1) % 4).toBe(0);

    const without = recordRows(createTraining(long), 1, stopping.epoch);
    expect(bitsOf(rows)).toEqual(bitsOf(without));
    const short = createTraining({ ...long, epochs: stopping.epoch });
    recordRows(short);
    expect(stopping.evaluate()).toEqual(short.evaluate());
    expect(stopping.state().parameters).toEqual(short.state().parameters);
  });

  it('holds for a training that is taken up again', () => {
    const stopping: TrainingConfig = { ...config, earlyStopping: { patience: 2 } };
    const first = createTraining(stopping, { createNetwork: judgedBy([1, 2, 3]) });
    recordRows(first);
    const again = createTraining({ ...stopping, epochs: 20 }, { from: first.state() });
    expect([again.epoch, again.stoppedEarly]).toEqual([3, true]);
    expect(again.advance(1, new Float64Array(again.rowLength))).toBe(0);
  });
});
