import { describe, expect, it } from 'vitest';
import { purposeStream } from '../random/purpose-stream.ts';
import { largestDifference } from '../reference/closeness.ts';
import { columnOf, recordRows } from '../reference/record-training.ts';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from './create-training.ts';
import { drawStart } from './draw-start.ts';
import { epochColumn, penaltyOffset } from './epoch-row.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { BatchMetrics, CreateNetwork, Network } from './network.ts';
import type { TrainingConfig } from './training-config.ts';

/** 60 samples. */
const plain: TrainingConfig = { ...trainingConfigOf(vectors.adam.case, 3), evaluateEvery: 1 };
const config: TrainingConfig = {
  ...plain,
  optimizer: { ...plain.optimizer, learningRate: 0.5, decay: 0.25 },
  batchSize: 25,
};

/** The readable network, recording the calls it gets, optionally with other metrics in place of a pass's own. */
function watched(
  calls: unknown[],
  metricsOf?: (pass: number, network: Network) => BatchMetrics,
): CreateNetwork {
  let pass = 0;
  return (networkConfig, start) => {
    const network = createLayeredNetwork(networkConfig, start);
    return {
      ...network,
      arrange(order) {
        calls.push(['arrange', ...order]);
        network.arrange(order);
      },
      trainingPass(batch, updates) {
        calls.push(['trainingPass', batch, updates]);
        const metrics = network.trainingPass(batch, updates);
        return metricsOf ? metricsOf(pass++, network) : metrics;
      },
      evaluate(set) {
        calls.push(['evaluate', set]);
        return network.evaluate(set);
      },
      update(learningRate, step) {
        calls.push(['update', learningRate, step]);
        network.update(learningRate, step);
      },
    };
  };
}

describe('an epoch in batches', () => {
  it('shuffles, and updates after every batch at a rate that decays by updates', () => {
    const calls: unknown[] = [];
    const training = createTraining({ ...config, epochs: 2 }, { createNetwork: watched(calls) });
    const rows = recordRows(training);
    const stream = purposeStream(config.seed, 'shuffle');
    const rates: number[] = [];
    for (let update = 0, rate = 0.5; update < 6; update++) rates.push((rate *= 1 / (1 + 0.25 * update)));
    expect(calls).toEqual(
      [0, 3].flatMap((first) => [
        ['arrange', ...Array(60).keys()],
        ['evaluate', 'training'],
        ['arrange', ...stream.permutation(60)],
        ['trainingPass', 0, first],
        ['evaluate', 'validation'],
        ['update', rates[first], first],
        ['trainingPass', 1, first + 1],
        ['update', rates[first + 1], first + 1],
        ['trainingPass', 2, first + 2],
        ['update', rates[first + 2], first + 2],
      ]),
    );
    expect(columnOf(rows, training.rowLength, epochColumn.learningRate)).toEqual([0.5, rates[2]]);
  });

  it('records means over its batches, weighted by samples', () => {
    const metrics = [
      { dataLoss: 1, accuracy: 0.5, samples: 25, penalty: 2 },
      { dataLoss: 3, accuracy: 1, samples: 25, penalty: 4 },
      { dataLoss: 7, accuracy: 0, samples: 10, penalty: 12 },
    ];
    const createNetwork = watched([], (pass, network) => {
      network.penalties.fill(0)[5] = metrics[pass]!.penalty;
      return metrics[pass]!;
    });
    const training = createTraining(config, { createNetwork });
    const row = recordRows(training, 1, 1);
    const mean = (25 * 1 + 25 * 3 + 10 * 7) / 60;
    const meanPenalty = (25 * 2 + 25 * 4 + 10 * 12) / 60;
    expect(row[epochColumn.dataLoss]).toBeCloseTo(mean, 14);
    expect(row[epochColumn.accuracy]).toBeCloseTo(37.5 / 60, 14);
    expect(row[penaltyOffset(1, 'weightL2')]).toBeCloseTo(meanPenalty, 14);
    expect(row[epochColumn.regularizationLoss]).toBeCloseTo(meanPenalty, 14);
    expect(row[epochColumn.loss]).toBeCloseTo(mean + meanPenalty, 14);
  });

  it('ends with the batch whose loss is not finite, with a row from the batches so far', () => {
    const calls: unknown[] = [];
    const createNetwork = watched(calls, (pass) => ({
      dataLoss: pass === 4 ? Infinity : 1,
      accuracy: pass === 4 ? 0 : 1,
      samples: 25,
    }));
    const training = createTraining(config, { createNetwork });
    const rows = recordRows(training);
    expect(rows.length).toBe(2 * training.rowLength);
    expect([training.divergedAt, training.epoch, training.stoppedEarly]).toEqual([1, 2, false]);
    expect(columnOf(rows, training.rowLength, epochColumn.loss)[1]).toBe(Infinity);
    expect(columnOf(rows, training.rowLength, epochColumn.accuracy)).toEqual([1, 0.5]);
    expect(calls.at(-1)).toEqual(['trainingPass', 1, 4]);
    expect(() => training.state()).toThrow('diverged at epoch 1: it cannot be continued');
  });
});

describe('batches of the readable network', () => {
  it.each([0, 1, 2])('are the samples at their places in the order, batch %i', (batch) => {
    const start = drawStart(config);
    const { classes, inputs, targets } = start.training;
    const order = purposeStream(8, 'shuffle').permutation(60);
    const network = createLayeredNetwork(config, start);
    network.arrange(purposeStream(9, 'shuffle').permutation(60));
    network.arrange(order);
    const metrics = network.trainingPass(batch, 0);

    const chosen = [...order.subarray(25 * batch, 25 * (batch + 1))];
    const alone = createLayeredNetwork(
      { ...config, batchSize: null },
      {
        ...start,
        training: {
          samples: chosen.length,
          features: 2,
          classes,
          inputs: Float64Array.from(
            chosen.flatMap((sample) => [inputs[2 * sample]!, inputs[2 * sample + 1]!]),
          ),
          targets: Int32Array.from(chosen, (sample) => targets[sample]!),
        },
      },
    );
    expect(metrics).toEqual(alone.trainingPass(0, 0));
    expect(metrics.samples).toBe(batch === 2 ? 10 : 25);
    network.parameters.forEach((layer, index) => {
      expect(layer.weightGradients).toEqual(alone.parameters[index]!.weightGradients);
      expect(layer.biasGradients).toEqual(alone.parameters[index]!.biasGradients);
    });
  });
});

describe('a batch as large as the set', () => {
  it.each([60, 1000])('is the whole set in another order, batchSize %i', (batchSize) => {
    const calls: unknown[] = [];
    const whole = createTraining(plain);
    const shuffled = createTraining({ ...plain, batchSize }, { createNetwork: watched(calls) });
    const expected = recordRows(whole);
    expect(largestDifference(recordRows(shuffled), expected)).toBeLessThan(1e-9);
    expect(calls.filter((call) => Array.isArray(call) && call[0] === 'update')).toHaveLength(3);
  });

  it('differs from no batches, which keep their order', () => {
    const calls: unknown[] = [];
    const training = createTraining(plain, { createNetwork: watched(calls) });
    recordRows(training);
    training.evaluate();
    expect(calls.filter((call) => Array.isArray(call) && call[0] === 'arrange')).toEqual([]);
    expect(training.state().shuffle).toBeNull();
  });
});

it('no option moves data or initial weights', () => {
  const [dense, relu, ...rest] = plain.layers;
  const everything: TrainingConfig = {
    ...plain,
    layers: [dense!, relu!, { kind: 'dropout', rate: 0.5 }, ...rest],
    optimizer: { ...plain.optimizer, weightDecay: 0.1 },
    batchSize: 7,
    earlyStopping: { patience: 1, metric: 'validationLoss', minDelta: 0, restoreBest: false },
  };
  expect(drawStart(everything)).toEqual(drawStart(plain));
  const weights = (of: TrainingConfig) => createTraining(of).parameters.map((layer) => [...layer.weights]);
  expect(weights(everything)).toEqual(weights(plain));
});
