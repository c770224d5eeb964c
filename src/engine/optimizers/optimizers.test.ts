import { describe, expect, it } from 'vitest';
import { differenceToScale, relativeDifference } from '../reference/closeness.ts';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from '../training/create-training.ts';
import { epochColumn, penaltyOffset, penaltyParts } from '../training/epoch-row.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { Network } from '../training/network.ts';
import { createOptimizer } from './index.ts';
import { decayLearningRate } from './learning-rate.ts';

const measured = [
  'loss',
  'dataLoss',
  'regularizationLoss',
  'accuracy',
  'validationLoss',
  'validationAccuracy',
] as const;

describe.each(Object.entries(vectors))('%s of the reference', (_name, vector) => {
  const epochs = vector.rows.length;
  let network: Network | undefined;
  const training = createTraining(trainingConfigOf(vector.case, epochs), {
    createNetwork: (config, start) => {
      network = createLayeredNetwork(config, start);
      return network;
    },
  });
  const expectParameters = ({ weights, biases }: { weights: number[][][]; biases: number[][] }): void => {
    network!.parameters.forEach((layer, index) => {
      expect(differenceToScale(layer.weights, weights[index]!.flat())).toBeLessThan(1e-9);
      expect(differenceToScale(layer.biases, biases[index]!)).toBeLessThan(1e-9);
    });
  };

  it('has its parameters before updates 0 and 59, and its rows', () => {
    const rows = new Float64Array(epochs * training.rowLength);
    expectParameters(vector.parametersBeforeUpdate['0']);
    expect(training.advance(epochs - 1, rows)).toBe(59);
    expectParameters(vector.parametersBeforeUpdate['59']);
    expect(training.advance(1, rows.subarray(59 * training.rowLength))).toBe(1);

    vector.rows.forEach((expected, epoch) => {
      const row = rows.subarray(epoch * training.rowLength, (epoch + 1) * training.rowLength);
      expect(row[epochColumn.epoch]).toBe(expected.epoch);
      for (const column of measured) {
        expect(relativeDifference(row[epochColumn[column]]!, expected[column])).toBeLessThan(1e-9);
      }
      expect(relativeDifference(row[epochColumn.learningRate]!, expected.learningRate)).toBeLessThan(1e-15);
      expected.layerPenalties.forEach((penalty, layer) => {
        const parts = penaltyParts.map((part) => row[penaltyOffset(layer, part)]!);
        const sum = parts.reduce((total, part) => total + part, 0);
        expect(relativeDifference(sum, penalty)).toBeLessThan(1e-9);
      });
    });
  });
});

describe('learning rate', () => {
  it('compounds its decay', () => {
    expect(decayLearningRate(1, 0.5, 0)).toBe(1);
    expect(decayLearningRate(1, 0.5, 1)).toBe(1 / 1.5);
    expect(decayLearningRate(1 / 1.5, 0.5, 2)).toBe((1 / 1.5) * 0.5);
    expect(decayLearningRate(0.3, 0, 1000)).toBe(0.3);
  });
});

describe('first step', () => {
  const base = { decay: 0, weightDecay: 0, schedule: null, learningRate: 0.1, epsilon: 0 };
  it.each([
    ['sgd', { ...base, kind: 'sgd', momentum: 0, nesterov: false }, 1 - 0.1 * 3],
    ['sgd, momentum', { ...base, kind: 'sgd', momentum: 0.5, nesterov: false }, 1 - 0.1 * 3],
    ['sgd, Nesterov', { ...base, kind: 'sgd', momentum: 0.5, nesterov: true }, 1 - 0.1 * 3 * 1.5],
    ['adagrad', { ...base, kind: 'adagrad' }, 1 - 0.1],
    ['rmsprop', { ...base, kind: 'rmsprop', rho: 0.75 }, 1 - 0.1 / 0.5],
    ['adam', { ...base, kind: 'adam', beta1: 0.9, beta2: 0.999 }, 1 - 0.1],
  ] as const)('of %s moves as its formula says', (_name, config, expected) => {
    const parameters = Float64Array.of(1);
    createOptimizer(config, 1, 'float64').update(parameters, Float64Array.of(3), 0.1, 0);
    expect(parameters[0]).toBeCloseTo(expected, 14);
  });
});
