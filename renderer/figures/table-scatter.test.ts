import type { TableDetail } from '#api';
import { expect, test } from 'vitest';
import { firstAxes, scatterFinding, scatterTable, tableScatter } from './table-scatter.ts';

function detail(features: readonly string[], betweenShares: readonly number[], rows = 3): TableDetail {
  const zeros = new Float64Array(features.length);
  return {
    digest: 'd',
    name: 'flowers.csv',
    importedAt: '2026-01-01T00:00:00.000Z',
    rows,
    sizeBytes: 100,
    dialect: { delimiter: ',', header: true },
    features,
    label: 'kind',
    labels: ['a', 'b'],
    leftOut: { count: 0, first: [] },
    notes: [],
    constantFeatures: [],
    countingFeatures: [],
    separatingFeatures: [],
    classCounts: [2, 1],
    runs: 0,
    latestRuns: [],
    description: {
      means: zeros,
      deviations: zeros,
      minima: zeros,
      maxima: zeros,
      missing: zeros,
      betweenShares: Float64Array.from(betweenShares),
      sample: {
        rows: 3,
        inputs: Float64Array.from({ length: 3 * features.length }, (_, index) => index),
        classes: Float64Array.of(0, 1, 0),
      },
    },
  };
}

test('starts with the features that separate the classes best', () => {
  expect(firstAxes(detail(['length', 'width', 'height'], [0.1, 0.9, 0.5]))).toEqual({ x: 1, y: 2 });
  expect(firstAxes(detail(['length'], [0.1]))).toEqual({ x: 0, y: null });
});

test('does not start with two categories of one column', () => {
  const found = { fill: null, missing: 0, unknowns: 0 };
  const color = { ...found, kind: 'oneHot', name: 'color', categories: ['blue', 'red'] } as const;
  const length = { ...found, kind: 'number', name: 'length' } as const;
  const names = ['color=blue', 'color=red', 'length'];
  const both = { ...detail(names, [0.8, 0.9, 0.1]), columns: [color, length] };
  expect(firstAxes(both)).toEqual({ x: 1, y: 2 });
  const alone = { ...detail(names.slice(0, 2), [0.8, 0.9]), columns: [color] };
  expect(firstAxes(alone)).toEqual({ x: 1, y: 0 });
});

test('the table has the rows that are drawn, classes by name', () => {
  expect(scatterTable(detail(['length', 'width'], [0, 0]), { x: 1, y: 0 })).toEqual({
    columns: ['width', 'length', 'kind'],
    rows: [
      [1, 0, 'a'],
      [3, 2, 'b'],
      [5, 4, 'a'],
    ],
  });
  expect(scatterTable(detail(['length'], [0]), { x: 0, y: null }).rows[1]).toEqual([1, 1, 'b']);
});

test('says how many rows are shown', () => {
  const axes = { x: 0, y: 1 };
  expect(scatterFinding(detail(['length', 'width'], [0.25, 0.5]), axes)).toBe(
    'All 3 rows. Of all rows’ variance, 25.0% of length and 50.0% of width lies between the classes’ means.',
  );
  expect(scatterFinding(detail(['length', 'width'], [0.25, 0.5], 9000), axes)).toMatch(
    /^3 of 9,000 rows, drawn at random\./,
  );
});

test('says how many rows have no place in the plane', () => {
  const table = detail(['length', 'width'], [0.5, 0.25]);
  table.description.sample.inputs[2] = NaN;
  expect(scatterFinding({ ...table, rows: 5, testRows: 2 }, { x: 0, y: 1 })).toContain(
    'All 3 rows, of which 1 lacks one of the two and is not drawn.',
  );
  expect(scatterFinding({ ...table, rows: 5, testRows: 2 }, { x: 1, y: null })).toContain('All 3 rows. ');
});

test('classes differ in shape as well as in colour', () => {
  const { plot, legend } = tableScatter(detail(['length', 'width'], [0, 0]), { x: 0, y: 1 });
  const marks = plot.kind === 'chart' ? plot.marks : [];
  expect(marks.map((mark) => mark.kind === 'points' && [mark.name, mark.shape, mark.data.length])).toEqual([
    ['a', 'circle', 2],
    ['b', 'square', 1],
  ]);
  expect(legend!.map(({ mark }) => mark)).toEqual(['point', 'square']);
});
