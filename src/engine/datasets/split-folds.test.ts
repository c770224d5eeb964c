import { describe, expect, it } from 'vitest';
import type { FoldConfig, TableConfig } from './dataset-config.ts';
import type { SampleSet } from './sample-set.ts';
import { splitTable, splitTestSet, type SplitConfig } from './split-table.ts';

/** Row r is (r); 23 rows of class 0, then 17 of class 1, then 8 of class 2. */
const table: SampleSet = {
  samples: 48,
  features: 1,
  classes: 3,
  inputs: Float64Array.from({ length: 48 }, (_, row) => row),
  targets: Int32Array.from({ length: 48 }, (_, row) => (row < 23 ? 0 : row < 40 ? 1 : 2)),
};
const dataset: TableConfig = {
  ...{ kind: 'table', digest: '0'.repeat(64), name: 'a.csv', rows: 48, features: 1, classes: 3 },
  ...{ standardize: false, stratified: true, trainingShare: 1, labelNoise: 0 },
} as const;
const five = (fold: Partial<FoldConfig>, rest: Partial<SplitConfig> = {}): SplitConfig => ({
  dataset,
  validation: { folds: 5, fold: 0, repeat: 0, ...fold },
  test: null,
  seed: 0,
  ...rest,
});
const rowsOf = ({ inputs }: { readonly inputs: Float64Array }): number[] => [...inputs];
const classesOf = ({ targets }: SampleSet): number[] =>
  [0, 1, 2].map((label) => targets.filter((target) => target === label).length);
const folds = [0, 1, 2, 3, 4];
const notStratified = { ...dataset, stratified: false };

describe('folds', () => {
  it("have the class counts of scikit-learn's StratifiedKFold(5), or the sizes of its KFold(5)", () => {
    expect(folds.map((fold) => classesOf(splitTable(five({ fold }), table).validation))).toEqual([
      ...[
        [5, 3, 2],
        [5, 3, 2],
        [5, 3, 2],
      ],
      ...[
        [4, 4, 1],
        [4, 4, 1],
      ],
    ]);
    const sizes = folds.map(
      (fold) => splitTable(five({ fold }, { dataset: notStratified }), table).validation.samples,
    );
    expect(sizes).toEqual([10, 10, 10, 9, 9]);
  });

  it.each([true, false])(
    'hold every row out once a repeat, and train on the others (stratified: %s)',
    (stratified) => {
      for (const repeat of [0, 1]) {
        const sets = folds.map((fold) =>
          splitTable(five({ fold, repeat }, { dataset: { ...dataset, stratified } }), table),
        );
        expect(sets.flatMap(({ validation }) => rowsOf(validation)).sort((a, b) => a - b)).toEqual([
          ...table.inputs,
        ]);
        for (const { training, validation } of sets) {
          expect([...rowsOf(training), ...rowsOf(validation)].sort((a, b) => a - b)).toEqual([
            ...table.inputs,
          ]);
        }
      }
    },
  );

  /** With RandomState([repeat, *map(ord, 'folds')]).permutation and a stable argsort of places, then of classes. */
  it('are those that NumPy makes', () => {
    const first = splitTable(five({}), table);
    expect(rowsOf(first.validation)).toEqual([0, 40, 34, 16, 32, 10, 2, 42, 31, 14]);
    expect(rowsOf(first.training).slice(0, 5)).toEqual([24, 3, 26, 20, 7]);
    const other = five({ fold: 3, repeat: 2 }, { test: { share: 0.1 } });
    expect(rowsOf(splitTable(other, table).validation)).toEqual([26, 9, 41, 8, 38, 17, 39, 5]);
    expect(rowsOf(splitTable(other, table).training).slice(0, 5)).toEqual([20, 35, 40, 11, 28]);
    expect(rowsOf(splitTestSet(other, table)!).sort((a, b) => a - b)).toEqual([3, 14, 29, 32, 42]);
  });

  it('are the same for every seed, and different for another repeat', () => {
    const test = { share: 0.1 };
    expect(splitTable(five({}, { seed: 9, test }), table)).toEqual(splitTable(five({}, { test }), table));
    const repeated = five({ repeat: 1 }, { test });
    expect(splitTable(repeated, table)).not.toEqual(splitTable(five({}, { test }), table));
    expect(splitTestSet(repeated, table)).toEqual(splitTestSet(five({ fold: 2 }, { seed: 4, test }), table));
  });

  it('keep validation the same with a smaller training share', () => {
    const less = splitTable(five({}, { dataset: { ...dataset, trainingShare: 0.5 } }), table);
    const all = splitTable(five({}), table);
    expect(less.validation).toEqual(all.validation);
    expect(rowsOf(less.training)).toEqual(rowsOf(all.training).slice(0, 19));
  });

  it('refuse more folds than a class has rows, unless not stratified', () => {
    const nine = { validation: { folds: 9, fold: 0, repeat: 0 } };
    expect(() => splitTable(five({}, nine), table)).toThrow(
      'got 9 folds; class 2 has 8 rows outside of the test set; allowed: at most 8 folds',
    );
    expect(splitTable(five({}, { ...nine, dataset: notStratified }), table).validation.samples).toBe(6);
    const eight = { validation: { folds: 8, fold: 0, repeat: 0 } };
    expect(classesOf(splitTable(five({}, eight), table).validation)[2]).toBe(1);
  });
});
