import { expect, test } from 'vitest';
import { countClasses, describeTable } from './describe-table.ts';

const table = {
  samples: 4,
  features: 3,
  classes: 2,
  inputs: Float64Array.of(1, 5, 7, 3, 5, 1, 5, 5, 1, 7, 5, 7),
  targets: Int32Array.of(0, 0, 1, 1),
};

test('describes every feature over all rows', () => {
  const { means, deviations, minima, maxima, betweenShares } = describeTable(table);
  expect(means).toEqual(Float64Array.of(4, 5, 4));
  // ((1-4)^2 + (3-4)^2 + (5-4)^2 + (7-4)^2) / 4 = 5
  expect(deviations).toEqual(Float64Array.of(Math.sqrt(5), 0, 3));
  expect(minima).toEqual(Float64Array.of(1, 5, 1));
  expect(maxima).toEqual(Float64Array.of(7, 5, 7));
  // Class means 2 and 6 around 4: 4 of the variance of 5. A constant has no variance to share, and equal means share none of it.
  expect(betweenShares[0]).toBeCloseTo(0.8, 12);
  expect([...betweenShares.subarray(1)]).toEqual([0, 0]);
});

test('ignores gaps, describes texts by their categories, and skips rows of a test file', () => {
  const { means, deviations, minima, maxima, missing, betweenShares, sample } = describeTable({
    ...{ samples: 6, features: 2, classes: 2, testRows: 1 },
    columns: [
      { kind: 'number', name: 'age', fill: 'mean' },
      { kind: 'oneHot', name: 'sex', categories: ['f', 'm'], fill: 'mostFrequent' },
    ],
    inputs: Float64Array.of(1, 0, NaN, 1, 3, 0, 5, NaN, 7, 1, 99, 1),
    targets: Int32Array.of(0, 0, 0, 1, 1, 0),
  });
  expect([...missing]).toEqual([1, 1, 1]);
  expect([...means]).toEqual([4, 0.5, 0.5]);
  expect([...deviations]).toEqual([Math.sqrt(5), 0.5, 0.5]);
  expect([...minima, ...maxima]).toEqual([1, 0, 0, 7, 1, 1]);
  // For age: class means 2 and 6. For f: 2 of 3 rows of the first class, none of the second's one.
  expect(betweenShares[0]).toBeCloseTo(0.8, 12);
  expect(betweenShares[1]).toBeCloseTo((3 * (2 / 3 - 0.5) ** 2 + 0.5 ** 2) / 4 / 0.25, 12);
  expect([...sample.inputs]).toEqual([1, 1, 0, NaN, 0, 1, 3, 1, 0, 5, NaN, NaN, 7, 0, 1]);
});

test('a small table is its own sample, in order', () => {
  expect(describeTable(table).sample).toEqual({
    rows: 4,
    inputs: table.inputs,
    classes: Float64Array.of(0, 0, 1, 1),
  });
});

test('a sample of a large table is drawn from all of it, the same every time', () => {
  const samples = 10_000;
  const large = {
    samples,
    features: 1,
    classes: 2,
    inputs: Float64Array.from({ length: samples }, (_, row) => row),
    targets: Int32Array.from({ length: samples }, (_, row) => row % 2),
  };
  const { sample } = describeTable(large);
  expect(sample.rows).toBe(2000);
  expect(sample).toEqual(describeTable(large).sample);
  expect([...sample.inputs]).toEqual([...new Set(sample.inputs)].sort((first, second) => first - second));
  expect(sample.inputs.every((row, index) => sample.classes[index] === row % 2)).toBe(true);
  // The mean of 2,000 of 10,000 rows has a standard error of 58.
  const mean = sample.inputs.reduce((sum, row) => sum + row, 0) / sample.rows;
  expect(Math.abs(mean - 4999.5)).toBeLessThan(200);
});

test('a wide table has a smaller sample', () => {
  const wide = { samples: 1000, features: 1000, classes: 2, targets: new Int32Array(1000) };
  expect(describeTable({ ...wide, inputs: new Float64Array(1_000_000) }).sample.rows).toBe(500);
});

test('counts the rows of each class', () => {
  expect(countClasses(table)).toEqual([2, 2]);
  expect(countClasses({ classes: 3, targets: Int32Array.of(2, 0, 2) })).toEqual([1, 0, 2]);
});
