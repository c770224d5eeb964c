import { describe, expect, it } from 'vitest';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { largestDifference } from '../reference/closeness.ts';
import { columnOf, recordRows } from '../reference/record-training.ts';
import { optimizerOf, trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from './create-training.ts';
import { drawSampleSets, drawStart } from './draw-start.ts';
import { epochColumn } from './epoch-row.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { TrainingConfig } from './training-config.ts';
import type { Training } from './training.ts';

const config: TrainingConfig = { ...trainingConfigOf(vectors.adam.case, 25), evaluateEvery: 10 };

const column = (rows: Float64Array, training: Training, name: keyof typeof epochColumn): number[] =>
  columnOf(rows, training.rowLength, epochColumn[name]);

describe('training', () => {
  it.each([2, 7, 1000])('gives the same bits one epoch at a time as %i at a time', (chunk) => {
    const single = createTraining(config);
    const chunked = createTraining(config);
    const one = recordRows(single, 1);
    const many = recordRows(chunked, chunk);
    expect(one.length).toBe(25 * single.rowLength);
    expect(new BigUint64Array(many.buffer)).toEqual(new BigUint64Array(one.buffer));
    expect(chunked.evaluate()).toEqual(single.evaluate());
  });

  it('gives the same bits whatever is evaluated, in rows or in between', () => {
    const plain = createTraining(config);
    const nosy = createTraining({ ...config, evaluateEvery: 1 });
    const buffer = new Float64Array(nosy.rowLength);
    const losses: number[] = [];
    while (nosy.advance(1, buffer) === 1) {
      losses.push(buffer[epochColumn.loss]!);
      expect(nosy.evaluate()).toEqual(nosy.evaluate());
    }
    expect(losses).toEqual(column(recordRows(plain, 9), plain, 'loss'));
  });

  it('validates at epoch 0, at every multiple and at the last epoch', () => {
    const training = createTraining(config);
    const rows = recordRows(training, 25);
    const validated = column(rows, training, 'validated');
    expect(validated.flatMap((flag, epoch) => (flag === 1 ? [epoch] : []))).toEqual([0, 10, 20, 24]);
  });

  it('writes nothing once it is done, and ends with the metrics after the last update', () => {
    const training = createTraining(config);
    const rows = recordRows(training, 25);
    expect(training.epoch).toBe(25);
    expect(training.advance(1, new Float64Array(training.rowLength))).toBe(0);

    const longer = createTraining({ ...config, epochs: 26, evaluateEvery: 25 });
    const next = recordRows(longer).subarray(25 * longer.rowLength);
    expect(training.evaluate()).toEqual({
      dataLoss: next[epochColumn.dataLoss],
      accuracy: next[epochColumn.accuracy],
      validationLoss: next[epochColumn.validationLoss],
      validationAccuracy: next[epochColumn.validationAccuracy],
    });
    expect(rows.length).toBe(25 * training.rowLength);
  });

  it('refuses rows that are too short before doing anything', () => {
    const training = createTraining(config);
    expect(() => training.advance(2, new Float64Array(training.rowLength))).toThrow('2 epochs need 40');
    expect(training.epoch).toBe(0);
  });

  it('follows a different path for another seed', () => {
    const losses = [0, 1].map((seed) => {
      const training = createTraining({ ...config, seed });
      return recordRows(training, 3, 3)[epochColumn.loss];
    });
    expect(losses[0]).not.toBe(losses[1]);
  });
});

describe('divergence', () => {
  const wild: TrainingConfig = {
    ...config,
    optimizer: optimizerOf('sgd', { learningRate: 1e200 }),
    evaluateEvery: 1,
  };

  it('ends the training with its row as computed and no further update', () => {
    const updates: number[] = [];
    const training = createTraining(wild, {
      createNetwork: (networkConfig, start) => {
        const network = createLayeredNetwork(networkConfig, start);
        return {
          ...network,
          update(learningRate, step) {
            updates.push(step);
            network.update(learningRate, step);
          },
        };
      },
    });
    const rows = new Float64Array(wild.epochs * training.rowLength);
    const written = training.advance(wild.epochs, rows);
    const losses = column(rows.subarray(0, written * training.rowLength), training, 'loss');
    expect(training.divergedAt).toBe(written - 1);
    expect(losses.slice(0, -1).every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(losses.at(-1))).toBe(false);
    expect(updates).toEqual(losses.slice(0, -1).map((_, epoch) => epoch));
    expect(training.epoch).toBe(written);
    expect(training.advance(5, rows)).toBe(0);
  });

  it('does not depend on validation', () => {
    const training = createTraining(config, {
      createNetwork: (networkConfig, start) => ({
        ...createLayeredNetwork(networkConfig, start),
        evaluate: () => ({ dataLoss: NaN, accuracy: 0 }),
      }),
    });
    const rows = recordRows(training, 25);
    expect(training.divergedAt).toBeNull();
    expect(rows.length).toBe(25 * training.rowLength);
    expect(rows[epochColumn.validationLoss]).toBeNaN();
  });
});

describe('float32', () => {
  it('stays close to float64 at first, and has bits of its own', () => {
    const double = createTraining(config);
    const single = createTraining({ ...config, precision: 'float32' });
    const losses = column(recordRows(double), double, 'loss').slice(0, 10);
    const rounded = column(recordRows(single), single, 'loss').slice(0, 10);
    expect(largestDifference(rounded, losses)).toBeLessThan(1e-4);
    expect(rounded).not.toEqual(losses);
  });
});

describe('the order of the random stream', () => {
  it('is training set, weights, validation set, in a preview as in a training', () => {
    const start = drawStart(config);
    const preview = drawSampleSets(config);
    expect(preview.training).toEqual(start.training);
    expect(preview.validation).toEqual(start.validation);
    expect(start.weights.map(({ length }) => length)).toEqual([16, 24]);
  });

  it('changes validation when the network changes, but never the training set', () => {
    const wider = { ...config, layers: trainingConfigOf({ ...vectors.adam.case, hidden: [9] }, 1).layers };
    expect(drawSampleSets(wider).training).toEqual(drawSampleSets(config).training);
    expect(drawSampleSets(wider).validation).not.toEqual(drawSampleSets(config).validation);
  });
});
