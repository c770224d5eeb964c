import { RandomStream, type TableSamples } from '#engine';
import { presets } from '../presets.ts';
import { runConfigSchema, type RunConfig, type RunConfigInput } from '../run-config.ts';

/** A run whose script is compared with the engine. */
export interface ScriptCase {
  readonly name: string;
  readonly config: RunConfig;
}

/** Few samples, and rates at which rounding is not amplified, so that any difference is the script's fault. */
const hidden = (units: number, lambdas = {}) =>
  [{ kind: 'dense', units, ...lambdas }, { kind: 'relu' }] as const;
const output = (units: number) => [{ kind: 'dense', units }, { kind: 'softmax' }] as const;
const penalties = {
  weightRegularizerL1: 1e-4,
  weightRegularizerL2: 1e-3,
  biasRegularizerL1: 2e-4,
  biasRegularizerL2: 5e-3,
};

const mild = { weightRegularizerL2: 1e-4, biasRegularizerL1: 1e-5 };

const spiral = { kind: 'spiral', samplesPerClass: 30 } as const;
const calm = { kind: 'adam', learningRate: 0.005 } as const;

function scriptCase(name: string, given: Partial<RunConfigInput>): ScriptCase {
  const config = runConfigSchema.parse({
    dataset: spiral,
    validation: { samplesPerClass: 20 },
    layers: [...hidden(16, penalties), ...output(3)],
    optimizer: calm,
    epochs: 200,
    seed: 3,
    ...given,
  });
  return { name, config };
}

const drawn: readonly ScriptCase[] = (
  [
    { ...spiral, positions: 'random' },
    { kind: 'moons', samplesPerClass: 30 },
    { kind: 'moons', samplesPerClass: 30, positions: 'grid' },
    { kind: 'circles', samplesPerClass: 30 },
    { kind: 'circles', samplesPerClass: 30, positions: 'grid' },
    { kind: 'blobs', samplesPerClass: 20, classes: 4, labelNoise: 0.25 },
    { kind: 'xor', samplesPerClass: 30, positions: 'grid' },
    { kind: 'xor', samplesPerClass: 30, labelNoise: 0.1 },
  ] as const
).map((dataset) =>
  scriptCase(`${Object.values(dataset).join(' ')}`, {
    dataset,
    layers: [
      ...hidden(16, penalties),
      ...output('classes' in dataset ? dataset.classes : dataset.kind === 'spiral' ? 3 : 2),
    ],
  }),
);

const optimized: readonly ScriptCase[] = (
  [
    { kind: 'sgd' },
    { kind: 'sgd', learningRate: 0.8, momentum: 0.8 },
    { kind: 'sgd', learningRate: 0.8, momentum: 0.8, nesterov: true },
    { kind: 'sgd', learningRate: 0.8, momentum: 0.8, decay: 1e-5, weightDecay: 0.001 },
    { kind: 'sgd', learningRate: 0.8, momentum: 0.8, nesterov: true, decay: 1e-5 },
    { kind: 'adagrad', learningRate: 0.02 },
    { kind: 'rmsprop', learningRate: 0.001, weightDecay: 0.1 },
    { kind: 'adam', learningRate: 0.005, decay: 1e-5, beta1: 0.85, beta2: 0.99 },
    { kind: 'adam', learningRate: 0.005, weightDecay: 0.05 },
  ] as const
).map((optimizer) =>
  scriptCase(JSON.stringify(optimizer), {
    dataset: { kind: 'moons', samplesPerClass: 30 },
    layers: [...hidden(16, mild), ...output(2)],
    optimizer,
  }),
);

const scheduled: readonly ScriptCase[] = (
  [
    { kind: 'inverseTime', decay: 0.01 },
    { kind: 'step', factor: 0.5, everyUpdates: 60, warmupUpdates: 20 },
    { kind: 'exponential', factor: 0.995, warmupUpdates: 7 },
    { kind: 'cosine', minimum: 1e-4 },
    { kind: 'cosine', warmupUpdates: 50 },
  ] as const
).map((schedule) =>
  scriptCase(JSON.stringify(schedule), {
    dataset: { kind: 'moons', samplesPerClass: 30 },
    layers: [...hidden(16, mild), ...output(2)],
    optimizer: { kind: 'sgd', momentum: 0.8, schedule },
  }),
);

const everything: RunConfigInput = {
  dataset: { kind: 'moons', samplesPerClass: 40, labelNoise: 0.1 },
  validation: { samplesPerClass: 25 },
  test: { samplesPerClass: 10 },
  layers: [
    ...hidden(12, penalties),
    { kind: 'dropout', rate: 0.2 },
    ...hidden(7, { weightRegularizerL2: 1e-3 }),
    { kind: 'dropout', rate: 0.1 },
    ...output(2),
  ],
  optimizer: {
    kind: 'adam',
    learningRate: 0.004,
    weightDecay: 0.01,
    schedule: { kind: 'cosine', warmupUpdates: 30 },
  },
  epochs: 200,
  batchSize: 32,
  evaluateEvery: 3,
  earlyStopping: { patience: 150, restoreBest: true, minDelta: 1e-3 },
  seed: 11,
};

export const chapterCase: ScriptCase = {
  name: 'chapter-100x64',
  config: { ...presets[0]!.config, epochs: 101 },
};

export const everythingCase = scriptCase('everything at once', everything);

const rest: readonly ScriptCase[] = [
  chapterCase,
  scriptCase('no hidden layer', { layers: [...output(3)] }),
  scriptCase('no penalty', { layers: [...hidden(16), ...output(3)] }),
  scriptCase('L1 on weights alone', {
    layers: [...hidden(16, { weightRegularizerL1: 1e-3 }), { kind: 'dense', units: 3 }, { kind: 'softmax' }],
  }),
  scriptCase('three dense layers, one without relu', {
    layers: [...hidden(9), { kind: 'dense', units: 5, biasRegularizerL1: 1e-4 }, ...output(3)],
    optimizer: { kind: 'sgd', momentum: 0.8 },
  }),
  scriptCase('batches, the last one smaller', {
    batchSize: 28,
    epochs: 60,
    optimizer: { ...calm, decay: 1e-5 },
  }),
  scriptCase('dropout in one batch', {
    layers: [...hidden(15), { kind: 'dropout', rate: 0.3 }, ...output(3)],
  }),
  scriptCase('early stopping', {
    evaluateEvery: 7,
    earlyStopping: { patience: 20 },
    optimizer: { kind: 'sgd', learningRate: 0.01 },
    dataset: { ...spiral, noise: 0.6 },
  }),
  scriptCase('early stopping by accuracy, going back', {
    evaluateEvery: 5,
    earlyStopping: { patience: 40, metric: 'validationAccuracy', minDelta: 0.01, restoreBest: true },
  }),
  ...(['chapter', 'heNormal', 'xavierNormal'] as const).flatMap((initialization) =>
    ([{ kind: 'leakyRelu', alpha: 0.1 }, { kind: 'tanh' }, { kind: 'sigmoid' }] as const).map((activation) =>
      scriptCase(`${activation.kind}, ${initialization}`, {
        initialization,
        dataset: { kind: 'moons', samplesPerClass: 30 },
        layers: [{ kind: 'dense', units: 8, ...penalties }, activation, ...hidden(5), ...output(2)],
        optimizer: { kind: 'sgd', learningRate: 0.5, momentum: 0.5 },
      }),
    ),
  ),
  scriptCase('one epoch, one update', {
    epochs: 1,
    optimizer: { kind: 'sgd', schedule: { kind: 'cosine' } },
  }),
  everythingCase,
];

const columns = [0, 1, 2].map((index) => ({ kind: 'number', name: `f${index}`, fill: null }) as const);
const labels = new RandomStream(5);

/** 60 rows with three features and two classes; the last feature is constant, and one row has a gap. */
export const caseTable: TableSamples = (() => {
  const random = new RandomStream(4);
  const inputs = Float64Array.from({ length: 180 }, (_, index) =>
    index % 3 === 2 ? 0.1 : index === 30 ? NaN : 5 + 3 * random.randn(),
  );
  const targets = Int32Array.from({ length: 60 }, () => (labels.randomSample() < 0.4 ? 1 : 0));
  const filled = columns.map((column) => ({ ...column, fill: 'median' }) as const);
  return { samples: 60, features: 3, classes: 2, inputs, targets, columns: filled };
})();
export const caseFeatures = columns.map(({ name }) => name);

const table: Extract<RunConfigInput['dataset'], { kind: 'table' }> = {
  ...{ kind: 'table' as const, digest: '0'.repeat(64), name: 'measured "twice"\n.csv' },
  ...{ rows: 60, features: 3, classes: 2 },
};
const onTable: Partial<RunConfigInput> = {
  layers: [...hidden(8, penalties), ...output(2)],
  validation: { share: 0.25 },
};

/** Every optimizer, layer, penalty, dataset and schedule, 200 epochs each. */
export const float64Cases: readonly ScriptCase[] = [
  ...drawn,
  ...optimized,
  ...scheduled,
  ...rest,
  scriptCase('table', { ...onTable, dataset: { ...table, labelNoise: 0.1 }, test: { share: 0.2 } }),
  scriptCase('table as it is, by folds', {
    ...onTable,
    dataset: { ...table, standardize: false },
    validation: { folds: 5, fold: 2 },
  }),
];

export const float32Cases: readonly ScriptCase[] = [
  scriptCase('float32', { precision: 'float32', epochs: 60 }),
  {
    name: 'everything in float32',
    config: { ...runConfigSchema.parse(everything), precision: 'float32', epochs: 20 },
  },
];
