import { describe, expect, it } from 'vitest';
import type { TableConfig } from './dataset-config.ts';
import { prepareRows } from './prepare-rows.ts';
import { splitTable, splitTestSet, type SplitConfig } from './split-table.ts';
import { featureNames, tableFeatures, type TableColumn, type TableSamples } from './table-columns.ts';

const gap = NaN;
const columns: readonly TableColumn[] = [
  { kind: 'number', name: 'age', fill: 'mean' },
  { kind: 'number', name: 'size', fill: 'median' },
  { kind: 'number', name: 'rooms', fill: 'mostFrequent' },
  { kind: 'oneHot', name: 'color', categories: ['blue', 'green', 'red', 'violet'], fill: 'mostFrequent' },
  { kind: 'oneHot', name: 'sex', categories: ['f', 'm'], fill: null },
];
const byColumn = [
  [22, gap, 38.5, gap, 35, 0.42, 54, 2, 27, 14, gap, 58, 20, 39.25],
  [1.1, 2.3, gap, 4.7, gap, 3.3, 0.2, gap, 9.9, 1.25, 8.8, 2.4, gap, 7.7],
  [3, 2, 5, 5, gap, 2, gap, 1, 4, 4, 2, 5, gap, gap],
  [2, 0, 0, gap, 2, 2, 0, gap, 3, 1, 1, 2, 0, gap],
  [1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0],
];
const rows = 14;
const table: TableSamples = {
  ...{ samples: rows, features: columns.length, classes: 2, columns },
  inputs: Float64Array.from({ length: rows * 5 }, (_, index) => byColumn[index % 5]![Math.floor(index / 5)]!),
  targets: Int32Array.from({ length: rows }, (_, row) => row % 2),
};
const dataset: TableConfig = {
  ...{ kind: 'table', digest: '0'.repeat(64), name: 'a.csv', rows, features: 9, classes: 2 },
  ...{ standardize: true, stratified: true, trainingShare: 1, labelNoise: 0 },
};
const config: SplitConfig = { dataset, validation: { share: 0.3 }, test: null, seed: 5 };

// scikit-learn 1.x: SimpleImputer(mean, median, most_frequent), OneHotEncoder(handle_unknown='ignore') and StandardScaler,
// all fitted on the training rows 2, 5, 1, 12, 11, 10, 7, 6, 3, 4. No training row is violet.
const sklearnTraining = [
  [
    0.4905802623930119, -0.21821052435557545, 1.4969103983674978, 0.816496580927726, -0.3333333333333333,
    -0.6546536707079771, 0.0, 1.0, -1.0,
  ],
  [
    -1.6329837964488396, -0.0047437070512082674, -0.5443310539518172, -1.224744871391589, -0.3333333333333333,
    1.5275252316519463, 0.0, 1.0, -1.0,
  ],
  [
    1.9812014389854406e-16, -0.47911441217202405, -0.5443310539518172, 0.816496580927726, -0.3333333333333333,
    -0.6546536707079771, 0.0, 1.0, -1.0,
  ],
  [
    -0.5410882010674465, -0.21821052435557545, -0.5443310539518172, 0.816496580927726, -0.3333333333333333,
    -0.6546536707079771, 0.0, -1.0, 1.0,
  ],
  [
    1.5780145887432246, -0.4316773416599424, 1.4969103983674978, -1.224744871391589, -0.3333333333333333,
    1.5275252316519463, 0.0, -1.0, 1.0,
  ],
  [
    1.9812014389854406e-16, 2.6042951711132787, -0.5443310539518172, -1.224744871391589, 2.9999999999999996,
    -0.6546536707079771, 0.0, 1.0, -1.0,
  ],
  [
    -1.5448737330830276, -0.21821052435557545, -1.224744871391589, 0.816496580927726, -0.3333333333333333,
    -0.6546536707079771, 0.0, 1.0, -1.0,
  ],
  [
    1.3549511371842067, -1.475292892925737, -0.5443310539518172, 0.816496580927726, -0.3333333333333333,
    -0.6546536707079771, 0.0, -1.0, 1.0,
  ],
  [
    1.9812014389854406e-16, 0.659375280117934, 1.4969103983674978, 0.816496580927726, -0.3333333333333333,
    -0.6546536707079771, 0.0, -1.0, 1.0,
  ],
  [
    0.2953997422788711, -0.21821052435557545, -0.5443310539518172, -1.224744871391589, -0.3333333333333333,
    1.5275252316519463, 0.0, -1.0, 1.0,
  ],
];
/** Rows 8, 13, 0, 9. */
const sklearnValidation = [
  [
    -0.15072716083916493, 3.1261029467461756, 0.8164965809277261, -1.224744871391589, -0.3333333333333333,
    -0.6546536707079771, 0.0, -1.0, 1.0,
  ],
  [
    0.5324046595603278, 2.0824873954803813, -0.5443310539518172, 0.816496580927726, -0.3333333333333333,
    -0.6546536707079771, 0.0, 1.0, -1.0,
  ],
  [
    -0.42955647528793744, -1.0483592583170027, 0.13608276348795445, -1.224744871391589, -0.3333333333333333,
    1.5275252316519463, 0.0, -1.0, 1.0,
  ],
  [
    -0.8756833784059734, -0.9772036525488805, 0.8164965809277261, -1.224744871391589, 2.9999999999999996,
    -0.6546536707079771, 0.0, 1.0, -1.0,
  ],
];

function largestDifference(actual: Float64Array, expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(...expected.map((value, index) => Math.abs(value - actual[index]!)));
}

describe('rows with gaps and texts', () => {
  it('become what scikit-learn makes of them, fitted on the training rows alone', () => {
    const { training, validation } = splitTable(config, table);
    expect(training.features).toBe(9);
    expect([...training.targets]).toEqual([0, 1, 1, 0, 1, 0, 1, 0, 1, 0]);
    expect(largestDifference(training.inputs, sklearnTraining.flat())).toBeLessThan(1e-12);
    expect(largestDifference(validation.inputs, sklearnValidation.flat())).toBeLessThan(1e-12);
  });

  it('have named features', () => {
    expect(tableFeatures(table)).toBe(9);
    expect(featureNames(columns)).toEqual(
      ['age', 'size', 'rooms', 'color=blue', 'color=green', 'color=red', 'color=violet', 'sex=f', 'sex=m'], // oxfmt-ignore
    );
  });

  it('are filled separately for each split', () => {
    const raw = { ...config, dataset: { ...dataset, standardize: false } };
    const fillsOfAge = (seed: number): number[] =>
      Array.from(splitTable({ ...raw, seed }, table).training.inputs).filter(
        (value, index) => index % 9 === 0 && !byColumn[0]!.includes(value),
      );
    expect(fillsOfAge(5)).toHaveLength(3);
    // SimpleImputer's statistics_ of the training rows above.
    expect(fillsOfAge(5)[0]).toBeCloseTo(29.702857142857145, 12);
    expect(fillsOfAge(6)[0]).not.toBeCloseTo(29.702857142857145, 1);
  });

  it('leave the table unchanged', () => {
    const before = table.inputs.slice();
    splitTable(config, table);
    expect(table.inputs).toEqual(before);
  });
});

it('refuses to fill a column that has no values in the training rows', () => {
  expect(() => prepareRows(table, Int32Array.of(3, 1, 10))).toThrow(
    'column "age" has no value in any of the 3 training rows: there is no mean to fill it with; ' +
      'train on more rows, or leave the column out',
  );
});

describe('a table with a test file', () => {
  const withTest: TableSamples = { ...table, testRows: 4 };
  const ofBoth: SplitConfig = {
    ...config,
    dataset: { ...dataset, testRows: 4, standardize: false },
    test: { file: true },
  };
  const sexes = (set: { readonly inputs: Float64Array } | null) =>
    Array.from(set!.inputs).filter((_, index) => index % 9 === 8);

  it.each([0, 1, 2, 3])('is tested on that file alone, in its order (seed %i)', (seed) => {
    const of = { ...ofBoth, seed };
    const { training, validation } = splitTable(of, withTest);
    expect([training.samples, validation.samples]).toEqual([7, 3]);
    expect([...sexes(training), ...sexes(validation)].sort()).toEqual([...byColumn[4]!.slice(0, 10)].sort());
    const test = splitTestSet(of, withTest)!;
    expect(sexes(test)).toEqual(byColumn[4]!.slice(10));
    expect([...test.targets]).toEqual([0, 1, 0, 1]);
    expect(splitTestSet({ ...of, test: null }, withTest)).toBeNull();
    expect(splitTable({ ...of, test: null }, withTest)).toEqual(splitTable(of, withTest));
  });

  it('has no other test set, and is not mistaken for a table without one', () => {
    expect(() => splitTable({ ...ofBoth, test: { share: 0.2 } }, withTest)).toThrow(
      'got the size of a test set; the table has a test file, which is the test set',
    );
    expect(() => splitTable(ofBoth, table)).toThrow(
      'got a table of 14 rows, 9 features and 2 classes, 0 of the rows for test; ' +
        'allowed: the one of the config, 14, 9 and 2, 4 of the rows for test',
    );
  });
});
