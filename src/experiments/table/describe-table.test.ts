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
  // Class means 2 and 6 around 4: 4 of the variance of 5. A constant has nothing to share, equal means share nothing.
  expect(betweenShares[0]).toBeCloseTo(0.8, 12);
  expect([...betweenShares.subarray(1)]).toEqual([0, 0]);
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
