import { drawSampleSets, type SampleSet } from '#engine';
import { describe, expect, it } from 'vitest';
import { runConfigSchema, type RunConfig } from './run-config.ts';
import { sharesData } from './shares-data.ts';

const layers = (units: number, classes = 3) => [
  { kind: 'dense', units },
  { kind: 'relu' },
  { kind: 'dense', units: classes },
  { kind: 'softmax' },
];
const spiral = (dataset: object = {}, rest: object = {}): RunConfig =>
  runConfigSchema.parse({
    dataset: { kind: 'spiral', samplesPerClass: 5, positions: 'random', ...dataset },
    validation: { samplesPerClass: 4 },
    layers: layers(8),
    ...rest,
  });
const grid = (dataset: object = {}, rest: object = {}) => spiral({ positions: 'grid', ...dataset }, rest);

const table: SampleSet = {
  samples: 20,
  features: 1,
  classes: 2,
  inputs: Float64Array.from({ length: 20 }, (_, row) => row),
  targets: Int32Array.from({ length: 20 }, (_, row) => row % 2),
};
const rows = (dataset: object = {}, rest: object = {}): RunConfig =>
  runConfigSchema.parse({
    dataset: {
      ...{ kind: 'table', digest: 'a'.repeat(64), name: 'a', rows: 20, features: 1, classes: 2 },
      standardize: false,
      ...dataset,
    },
    validation: { share: 0.2 },
    layers: layers(8, 2),
    ...rest,
  });
const folds = (fold: object = {}, rest: object = {}, dataset: object = {}) =>
  rows(dataset, { validation: { folds: 4, ...fold }, ...rest });

const cases: [what: string, a: RunConfig, b: RunConfig, reason: string | null][] = [
  ['the same data', spiral(), spiral({}, { epochs: 7, optimizer: { kind: 'sgd' } }), null],
  ['other widths', spiral(), spiral({}, { layers: layers(9) }), null],
  [
    'other widths on a grid',
    grid(),
    grid({}, { layers: layers(9) }),
    'the validation sets differ, because validation is drawn after the initial weights, whose number differs',
  ],
  ['as many weights on a grid', grid({}, { layers: layers(8) }), grid({}, { precision: 'float32' }), null],
  [
    'more training samples',
    spiral(),
    spiral({ samplesPerClass: 6 }),
    'the training sets differ (dataset.samplesPerClass)',
  ],
  [
    'more training samples on a grid',
    grid(),
    grid({ samplesPerClass: 6 }),
    'the data differ (dataset.samplesPerClass); validation is drawn after the training set, whose size differs',
  ],
  ['label noise', grid(), grid({ labelNoise: 0.4 }), 'the training sets differ (dataset.labelNoise)'],
  ['another noise', spiral(), spiral({ noise: 0.3 }), 'the data differ (dataset.noise)'],
  ['another seed', spiral(), spiral({}, { seed: 1 }), 'the data differ (seed)'],
  ['another place', spiral(), grid(), 'the validation sets differ (dataset.positions)'],
  [
    'a larger validation set',
    spiral(),
    spiral({}, { validation: { samplesPerClass: 5 } }),
    'the validation sets differ (validation.samplesPerClass)',
  ],
  ['a test set', spiral(), spiral({}, { test: { samplesPerClass: 3 } }), null],
  ['a table under another name', rows(), rows({ name: 'b' }, { layers: layers(3, 2) }), null],
  [
    'less of a table',
    rows(),
    rows({ trainingShare: 0.5 }),
    'the training sets differ (dataset.trainingShare)',
  ],
  ['another split', rows(), rows({}, { validation: { share: 0.3 } }), 'the data differ (validation.share)'],
  ['another split by the seed', rows(), rows({}, { seed: 1 }), 'the data differ (seed)'],
  ['a fold by another seed', folds(), folds({}, { seed: 1 }), null],
  ['another fold', folds(), folds({ fold: 1 }), 'the data differ (validation.fold)'],
  ['another repeat', folds(), folds({ repeat: 1 }), 'the data differ (validation.repeat)'],
  [
    'wrong labels by another seed',
    folds({}, {}, { labelNoise: 0.5 }),
    folds({}, { seed: 1 }, { labelNoise: 0.5 }),
    'the training sets differ (seed)',
  ],
  ['test rows of a table', rows(), rows({}, { test: { share: 0.2 } }), 'the data differ (test.share)'],
];

describe('what is reported about two runs matches what is drawn', () => {
  it.each(cases)('%s', (_what, a, b, reason) => {
    const shared = sharesData(a, b);
    expect(shared.reason).toBe(reason);
    const [first, second] = [drawSampleSets(a, table), drawSampleSets(b, table)];
    for (const set of ['training', 'validation'] as const) {
      if (shared[set]) expect(first[set]).toEqual(second[set]);
      else expect(first[set]).not.toEqual(second[set]);
    }
  });
});

it('treats differently scaled rows of a table as the same samples', () => {
  expect(sharesData(rows(), rows({ standardize: true })).reason).toBeNull();
});
