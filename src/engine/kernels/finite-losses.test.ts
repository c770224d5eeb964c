import { describe, expect, it } from 'vitest';
import type { SampleSet } from '../datasets/sample-set.ts';
import { forwardActivations } from '../inspection/forward-activations.ts';
import { columnOf, recordRows } from '../reference/record-training.ts';
import { trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from '../training/create-training.ts';
import { drawSampleSets } from '../training/draw-start.ts';
import { epochColumn } from '../training/epoch-row.ts';
import { createLayeredNetwork } from '../training/layered-network.ts';
import type { CreateNetwork, Network, NetworkConfig } from '../training/network.ts';
import type { TrainingConfig } from '../training/training-config.ts';
import type { Training } from '../training/training.ts';
import { build, kernelCases, layersOf, unitStep } from './conformance-case.ts';
import { createFastNetwork } from './fast-network.ts';

type Case = readonly [string, NetworkConfig['precision'], CreateNetwork];

const cases: readonly Case[] = [
  ['readable network, float64', 'float64', createLayeredNetwork],
  ['readable network, float32', 'float32', createLayeredNetwork],
  ...kernelCases.map(({ variant, precision }): Case => [
    `${variant} kernels`,
    precision,
    (config, start) => createFastNetwork(config, start, { variant }),
  ]),
];
const none = [0, 0, 0, 0];

describe.each(cases)('%s', (_, precision, create) => {
  const rounding = precision === 'float64' ? 1e-15 : 2e-7;

  /** Samples with a single feature of 1 and the given `logits`, one sample per target. */
  function networkOf(logits: readonly number[], targets: readonly number[]): Network {
    const samples = targets.length;
    const set = {
      ...{ samples, features: 1, classes: logits.length },
      ...{ inputs: new Float64Array(samples).fill(1), targets: Int32Array.from(targets) },
    };
    const start = { set, weights: [Float64Array.from(logits)], biases: [new Float64Array(logits.length)] };
    return build(create, start, {
      layers: layersOf([logits.length], [none]),
      optimizer: unitStep,
      precision,
    });
  }

  // torch.nn.functional.cross_entropy (1.13, float64) of logits [0.25, m + 0.25, m - 0.5, -3 m] has these values for targets 0 to 3.
  it.each([87, 88, 100, 104, 200, 708.5, 744, 746, 1e3, 1e6])('has the loss of a margin of %d', (margin) => {
    const logits = [0.25, margin + 0.25, margin - 0.5, -3 * margin];
    const losses = [margin + 0.3868710061149, 0.3868710061149, 1.1368710061149, 4 * margin + 0.6368710061149];
    losses.forEach((loss, target) => {
      const got = networkOf(logits, [target]).evaluate('training');
      expect(Math.abs(got.dataLoss / loss - 1)).toBeLessThan(1e-13 + rounding);
      expect(got.accuracy).toBe(target === 1 ? 1 : 0);
    });
  });

  it('adds up losses from margins of 1e6 and from normal probabilities', () => {
    const targets = Array.from({ length: 1001 }, (_, sample) => sample % 4);
    const margin = 1e6;
    const { dataLoss, accuracy } = networkOf([0, margin, margin, -margin], targets).evaluate('training');
    // 251 of target 0, 250 of each other target
    const expected = (251 * margin + 250 * 2 * margin) / 1001 + Math.LN2;
    expect(Math.abs(dataLoss / expected - 1)).toBeLessThan(1e-14 + rounding);
    expect(accuracy).toBe(250 / 1001);
  });

  it('has a loss of 0 for a certain target', () => {
    expect(networkOf([-800, 0], [1]).evaluate('training').dataLoss).toBe(0);
    expect(networkOf([800, 0], [1]).evaluate('training').dataLoss).toBe(800);
    if (precision === 'float32') return;
    expect(networkOf([-36, 0], [1]).evaluate('training').dataLoss).toBeCloseTo(Math.exp(-36), 15);
  });

  it.each([
    [[NaN, 0], [0]],
    [[NaN, 1e6], [1]],
    [
      [0, 1e6, NaN],
      [0, 0, 1],
    ],
    [[Infinity, 0], [1]],
    [[-Infinity, -Infinity], [0]],
  ])('has a NaN loss where logits are %o', (logits, targets) => {
    expect(networkOf(logits, targets).evaluate('training').dataLoss).toBeNaN();
  });

  it("has an infinite loss where the target's logit is -Infinity", () => {
    expect(networkOf([-Infinity, 0], [0]).evaluate('training').dataLoss).toBe(Infinity);
  });

  it('trains raw features through margins of 1,700 as torch does', () => {
    const [samples, features, units, classes] = [12, 3, 8, 2];
    const numbers = (rows: number, columns: number, of: (row: number, column: number) => number) =>
      Float64Array.from({ length: rows * columns }, (_, at) => of(Math.floor(at / columns), at % columns));
    const set = {
      ...{ samples, features, classes },
      inputs: numbers(samples, features, (sample, feature) => ((sample * 37 + feature * 101) % 97) * 10),
      targets: Int32Array.from({ length: samples }, (_, sample) => sample % 2),
    };
    const weights = [
      numbers(features, units, (feature, unit) => (((feature * 7 + unit * 3) % 11) - 5) * 0.002),
      numbers(units, classes, (unit, label) => (((unit * 5 + label * 2) % 7) - 3) * 0.02),
    ];
    const start = { set, weights, biases: [new Float64Array(units), new Float64Array(classes)] };
    const network = build(create, start, {
      layers: layersOf([8, 2], [none, none]),
      optimizer: unitStep,
      precision,
    });
    // torch 1.13, float64, SGD with a learning rate of 0.05; the largest difference of logits in epoch 2 is 1713.7.
    const losses = [0.6937559298665094, 3.0615676640559557, 449.71576745270653, 0.6931533417244399];
    losses.forEach((loss, epoch) => {
      const got = network.trainingPass(0, epoch);
      expect(Math.abs(got.dataLoss / loss - 1)).toBeLessThan(precision === 'float64' ? 1e-12 : 2e-6);
      expect(got.accuracy).toBe(0.5);
      network.update(0.05, epoch);
    });
  });
});

describe('an overfitted spiral with wrong labels in float32', () => {
  const configOf = (seed: number): TrainingConfig => {
    const config = trainingConfigOf(
      {
        ...{ seed, samplesPerClass: 40, classes: 3, validationSamplesPerClass: 40, hidden: [64, 64] },
        ...{ lambdas: [none, none, none], optimizer: { kind: 'adam', learningRate: 0.05, decay: 1e-8 } },
      },
      1600,
    );
    return {
      ...config,
      dataset: { ...config.dataset, noise: 0.4, labelNoise: 0.1 } as TrainingConfig['dataset'],
      precision: 'float32',
    };
  };

  /** Mean cross-entropy by its definition, in float64. */
  function crossentropyOf(
    training: Training,
    { layers }: TrainingConfig,
    { inputs, targets }: SampleSet,
  ): number {
    const numbers = training.state().parameters;
    const parameters = [0, 2, 4].map((at) => ({ weights: numbers[at]!, biases: numbers[at + 1]! }));
    const logits = forwardActivations(parameters, layers, inputs).at(-2)!;
    const losses = Array.from(targets, (target, sample) => {
      const row = [...logits.subarray(3 * sample, 3 * sample + 3)];
      const most = Math.max(...row);
      return Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - most), 0)) + most - row[target]!;
    });
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  }

  // Engine 2 reported these as diverged at epochs 1,475 and 1,124, the second after 61 infinite validation losses.
  it.each([0, 4])('has finite losses at every epoch, seed %i', (seed) => {
    const config = configOf(seed);
    const training = createTraining(config);
    const rows = recordRows(training, 100);
    expect(training.divergedAt).toBeNull();
    for (const column of [epochColumn.loss, epochColumn.validationLoss]) {
      expect(columnOf(rows, training.rowLength, column).every(Number.isFinite)).toBe(true);
    }
    const expected = crossentropyOf(training, config, drawSampleSets(config).validation);
    expect(Math.abs(training.evaluate().validationLoss / expected - 1)).toBeLessThan(1e-5);
  });
});
