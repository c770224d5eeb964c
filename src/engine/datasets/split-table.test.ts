import { describe, expect, it } from 'vitest';
import { drawSampleSets, drawStart, type StartConfig } from '../training/draw-start.ts';
import type { TableConfig } from './dataset-config.ts';
import type { SampleSet } from './sample-set.ts';
import { splitTable, splitTestSet, type SplitConfig } from './split-table.ts';

/** Row r is (r, 5, 1000 - 2r); 60 rows of class 0, 30 of class 1, 10 of class 2, interleaved. */
const table: SampleSet = {
  samples: 100,
  features: 3,
  classes: 3,
  inputs: Float64Array.from({ length: 300 }, (_, index) => {
    const row = Math.floor(index / 3);
    return [row, 5, 1000 - 2 * row][index % 3]!;
  }),
  targets: Int32Array.from({ length: 100 }, (_, row) => (row % 10 < 6 ? 0 : row % 10 < 9 ? 1 : 2)),
};

const dataset: TableConfig = {
  kind: 'table',
  digest: '0'.repeat(64),
  name: 'a.csv',
  rows: 100,
  features: 3,
  classes: 3,
  standardize: false,
  stratified: true,
  trainingShare: 1,
  labelNoise: 0,
};
const config = { dataset, validation: { share: 0.2 }, test: { share: 0.1 }, seed: 3 };

/** All three sets. */
const split = (of: SplitConfig) => ({ ...splitTable(of, table), test: splitTestSet(of, table) });
const rowsOf = (set: SampleSet | null): number[] =>
  set ? Array.from(set.targets, (_, index) => set.inputs[index * set.features]!) : [];
const classesOf = (set: SampleSet): number[] =>
  [0, 1, 2].map((label) => set.targets.filter((target) => target === label).length);

describe('a split', () => {
  it.each([true, false])('gives every row to one set, with its label (stratified: %s)', (stratified) => {
    const sets = split({ ...config, dataset: { ...dataset, stratified } });
    const all = [sets.training, sets.validation, sets.test!];
    expect(all.map(({ samples }) => samples)).toEqual([70, 20, 10]);
    expect(all.flatMap(rowsOf).sort((a, b) => a - b)).toEqual([...Array(100).keys()]);
    for (const set of all) expect([...set.targets]).toEqual(rowsOf(set).map((row) => table.targets[row]));
  });

  it('stratified gives every set its share of every class', () => {
    const { training, validation, test } = split(config);
    expect(classesOf(training)).toEqual([42, 21, 7]);
    expect(classesOf(validation)).toEqual([12, 6, 2]);
    expect(classesOf(test!)).toEqual([6, 3, 1]);
  });

  it('is determined by the seed', () => {
    expect(splitTable(config, table)).toEqual(splitTable(config, table));
    expect(rowsOf(splitTable({ ...config, seed: 4 }, table).validation)).not.toEqual(
      rowsOf(splitTable(config, table).validation),
    );
  });

  it('with less training data keeps the other sets, and a subset of the training rows', () => {
    const whole = split(config);
    const half = split({ ...config, dataset: { ...dataset, trainingShare: 0.5 } });
    expect(rowsOf(half.training)).toEqual(rowsOf(whole.training).slice(0, 35));
    expect(classesOf(half.training)).toEqual([21, 10, 4]);
    expect(rowsOf(half.validation)).toEqual(rowsOf(whole.validation));
    expect(rowsOf(half.test)).toEqual(rowsOf(whole.test));
  });

  it('without test has no test set', () => {
    expect(splitTestSet({ ...config, test: null }, table)).toBeNull();
  });

  it('leaves the table unchanged', () => {
    const before = { inputs: table.inputs.slice(), targets: table.targets.slice() };
    split({ ...config, dataset: { ...dataset, standardize: true } });
    expect({ inputs: table.inputs, targets: table.targets }).toEqual(before);
  });
});

it('standardizes by the training set alone, and maps a constant feature to 0', () => {
  const raw = split(config);
  const { training, validation, test } = split({
    ...config,
    dataset: { ...dataset, standardize: true },
  });
  const rows = rowsOf(raw.training);
  const mean = rows.reduce((sum, row) => sum + row, 0) / rows.length;
  const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row - mean) ** 2, 0) / rows.length);
  for (const [set, plain] of [
    [training, raw.training],
    [validation, raw.validation],
    [test!, raw.test!],
  ] as const) {
    rowsOf(plain).forEach((row, index) => {
      expect(set.inputs[index * 3]).toBeCloseTo((row - mean) / deviation, 12);
      expect(set.inputs[index * 3 + 1]).toBe(0);
      expect(set.inputs[index * 3 + 2]).toBeCloseTo(-(row - mean) / deviation, 12);
    });
  }
});

it.each([
  [
    { dataset: { ...dataset, rows: 99 } },
    'got a table of 100 rows, 3 features and 3 classes; allowed: the one of the config, 99, 3 and 3',
  ],
  [{ validation: { share: 0.001 } }, "the validation set gets none of the table's 100 rows"],
  [{ test: { share: 0.001 } }, "the test set gets none of the table's 100 rows"],
  [{ validation: { share: 0.9 } }, "the training set gets none of the table's 100 rows"],
  [
    { validation: { samplesPerClass: 5 } },
    'got 5 samples per class; allowed: of a table, a share of its rows',
  ],
])('refuses %j', (change, message) => {
  expect(() => splitTable({ ...config, ...change }, table)).toThrow(message);
});

describe('a run on a table', () => {
  const run: StartConfig = {
    ...config,
    initialization: 'chapter',
    layers: [
      {
        kind: 'dense',
        units: 3,
        weightRegularizerL1: 0,
        weightRegularizerL2: 0,
        biasRegularizerL1: 0,
        biasRegularizerL2: 0,
      },
      { kind: 'softmax' },
    ],
  };

  it('starts from its own sets, with only training labels changed', () => {
    const noisy = { ...run, dataset: { ...dataset, labelNoise: 0.1 } };
    const start = drawStart(noisy, table);
    const clean = drawStart(run, table);
    expect(
      start.training.targets.filter((label, index) => label !== clean.training.targets[index]),
    ).toHaveLength(7);
    expect(start.validation).toEqual(clean.validation);
    expect(start.weights).toEqual(clean.weights);
    expect(start.weights[0]).toHaveLength(9);
    expect(drawSampleSets(noisy, table)).toEqual({ training: start.training, validation: start.validation });
  });

  it('needs the rows', () => {
    expect(() => drawStart(run)).toThrow('the config names a table; its rows are missing');
  });
});
