import { describe, expect, it } from 'vitest';
import { createTraining, epochColumn, type TrainingConfig } from '#engine';
import { presets } from '../presets.ts';
import { lambdaConventions, type LambdaConvention } from './lambda-conventions.ts';
import { optimizerOf } from '../../engine/reference/reference-case.ts';

const { config } = presets[0]!;
const sgd = optimizerOf('sgd', { learningRate: 0.5 });
const setting = {
  samples: 300,
  classes: 3,
  batchSize: null,
  optimizer: config.optimizer,
  layers: config.layers,
};
const valuesOf = (conventions: readonly LambdaConvention[]) =>
  Object.fromEntries(conventions.map(({ id, value }) => [id, value]));

describe('lambdaConventions', () => {
  // Here each penalty's derivative with respect to w, and LogisticRegression's divided by n C, is 2 lambda w: 0.002 w.
  // scipy.optimize.minimize of mean CE + 0.013 sum w^2 and of 0.5 sum w^2 + C sum CE, C = 1/(2*30*0.013), on 30 samples ends at the same
  // weights to 1.5e-7.
  it('are the numbers that give the same gradient', () => {
    const values = valuesOf(
      lambdaConventions(1e-3, { ...setting, layers: [config.layers[2]!, config.layers[3]!] }),
    );
    expect(values).toEqual({
      keras: 0.001,
      half: 0.002,
      summed: 0.3,
      halfPerSample: 0.6,
      torch: 0.002,
      decoupled: null,
      sklearnMlp: 0.6,
      sklearnLogistic: 1 / 0.6,
      prior: 1 / Math.sqrt(0.6),
    });
  });

  it("depend on the batch where the other tool's do", () => {
    const small = valuesOf(lambdaConventions(1e-3, { ...setting, batchSize: 50 }));
    expect(small).toMatchObject({ sklearnMlp: 0.1, summed: 0.3 });
    expect(valuesOf(lambdaConventions(1e-3, { ...setting, batchSize: 1000 }))['sklearnMlp']).toBe(0.6);
  });

  it('halve for two classes, for which scikit-learn has one output', () => {
    const two = { ...setting, classes: 2, layers: config.layers.slice(2) };
    expect(valuesOf(lambdaConventions(1e-3, two))).toMatchObject({
      sklearnLogistic: 1 / 0.3,
      sklearnMlp: 0.3,
    });
    const hidden = lambdaConventions(1e-3, { ...setting, classes: 2 }).find(({ id }) => id === 'sklearnMlp')!;
    expect(hidden.value).toBeNull();
    expect(hidden.words).toContain('No single alpha');
  });

  it('say where there is no equivalent', () => {
    const adam = lambdaConventions(1e-3, setting);
    expect(valuesOf(adam)).toMatchObject({ decoupled: null, sklearnLogistic: null });
    expect(adam.find(({ id }) => id === 'decoupled')!.words).toContain('No number does the same');
    const momentum = { ...sgd, momentum: 0.9 };
    expect(valuesOf(lambdaConventions(1e-3, { ...setting, optimizer: momentum }))['decoupled']).toBeNull();
  });

  it('are 0 everywhere for lambda 0', () => {
    const { prior, sklearnLogistic, ...rest } = valuesOf(
      lambdaConventions(0, { ...setting, layers: config.layers.slice(2) }),
    );
    expect(Object.values(rest)).toEqual(Array<number>(7).fill(0));
    expect([prior, sklearnLogistic]).toEqual([Infinity, Infinity]);
  });

  it.each([-1, NaN, Infinity])('refuse lambda %d', (lambda) => {
    expect(() => lambdaConventions(lambda, setting)).toThrow(RangeError);
    expect(() => lambdaConventions(1, { ...setting, samples: 0 })).toThrow('got 0 samples');
  });
});

describe('C of LogisticRegression', () => {
  const inputs = [
    [2.04, -2.56], [0.42, -0.57], [-0.45, -0.22], [-2.02, -0.23], [-0.87, 3.32], [0.23, -0.35],
    [-0.28, -0.67], [-1.06, -0.39], [0.48, -0.24], [0.96, -0.2], [0.02, 1.55], [0.55, -0.51],
  ] as const; // oxfmt-ignore
  // sklearn 1.x: LogisticRegression(C=..., tol=1e-12).fit(inputs, labels), coef_ and intercept_.
  const half = [2.30575667095905 / 2, 1.182744268881861 / 2] as const;
  const fits = [
    {
      classes: 2,
      C: 1 / (12 * 0.02),
      labels: [1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1],
      weights: [half.map((weight) => -weight), half],
      biases: [0, 1.7838842324365878],
    },
    {
      classes: 3,
      C: 1 / (2 * 12 * 0.02),
      labels: [2, 2, 1, 0, 0, 1, 1, 0, 2, 2, 0, 2],
      weights: [
        [-1.4423412701594511, 0.9954163474170281],
        [-0.20729127134341685, -0.47529438052465556],
        [1.6496325415028685, -0.5201219668923729],
      ],
      biases: [-0.26081083366100893, 0.15479279615327976, 0.10601803750772952],
    },
  ];

  it.each(fits)(
    'has its minimum where lambda has, of $classes classes',
    ({ classes, C, labels, weights, biases }) => {
      const linear = { ...setting, samples: 12, classes, layers: config.layers.slice(2) };
      expect(valuesOf(lambdaConventions(0.02, linear))['sklearnLogistic']).toBeCloseTo(C, 12);
      // The gradient of mean cross-entropy + 0.02 sum w^2 with respect to each weight is 0 there.
      weights.forEach((own, output) =>
        own.forEach((weight, feature) => {
          const slope = inputs.reduce((sum, input, sample) => {
            const logits = weights.map(
              (row, index) => row[0]! * input[0] + row[1]! * input[1] + biases[index]!,
            );
            const total = logits.reduce((exponentials, logit) => exponentials + Math.exp(logit), 0);
            const excess = Math.exp(logits[output]!) / total - (labels[sample] === output ? 1 : 0);
            return sum + (excess * input[feature]!) / 12;
          }, 0);
          expect(Math.abs(slope + 2 * 0.02 * weight)).toBeLessThan(1e-6);
        }),
      );
    },
  );
});

describe('decoupled decay of twice lambda', () => {
  const lambda = 0.01;
  const lossesOf = (optimizer: TrainingConfig['optimizer'], l2: number) => {
    const layers = config.layers.map((layer) =>
      layer.kind === 'dense' ? { ...layer, weightRegularizerL2: l2, biasRegularizerL2: l2 } : layer,
    );
    const training = createTraining({ ...config, layers, optimizer, epochs: 60 });
    const rows = new Float64Array(60 * training.rowLength);
    training.advance(60, rows);
    return Array.from({ length: 60 }, (_, epoch) => rows[epoch * training.rowLength + epochColumn.dataLoss]!);
  };
  const difference = (optimizer: TrainingConfig['optimizer']) => {
    const inLoss = lossesOf({ ...optimizer, weightDecay: 0, schedule: null }, lambda);
    const decay = lossesOf({ ...optimizer, weightDecay: 2 * lambda }, 0);
    return Math.max(...inLoss.map((loss, epoch) => Math.abs(loss - decay[epoch]!)));
  };

  it('equals L2 in the loss for plain SGD', () => {
    expect(valuesOf(lambdaConventions(lambda, { ...setting, optimizer: sgd }))['decoupled']).toBe(0.02);
    expect(difference(sgd)).toBeLessThan(1e-12);
  });

  it('differs with momentum or Adam', () => {
    expect(difference({ ...sgd, momentum: 0.9 })).toBeGreaterThan(1e-4);
    expect(difference(config.optimizer)).toBeGreaterThan(1e-2);
  });
});
