import { expect, it } from 'vitest';
import { figureAxes } from './figure-axes.ts';
import { planeColumns, planeEpochs } from './plane-cells.ts';
import { sweepOf } from './sweep.fixture.ts';

const l2 = (values: readonly number[]) => values.map((value) => ({ 'layers.0.weightRegularizerL2': value }));
const units = [{ 'layers.0.units': 8 }, { 'layers.0.units': 16 }];

it('has a column for each value, other axes held, with the runs that have begun', () => {
  const sweep = sweepOf([l2([0, 1e-3]), units], [3, 4], (cell, seed) =>
    cell === 1 && seed === 4 ? null : [0.1, 0.2],
  );
  const [axis] = figureAxes(sweep);
  const { columns, leftOut } = planeColumns(sweep, axis, new Map([[1, 1]]));
  expect(columns.map(({ cell, label, runs }) => [cell, label, runs.map(({ id }) => id)])).toEqual([
    [1, '0', ['r1-3']],
    [3, '1e-3', ['r3-3', 'r3-4']],
  ]);
  expect(leftOut).toBe(0);
});

it('chooses evenly among many values, both ends included', () => {
  const sweep = sweepOf([l2(Array.from({ length: 17 }, (_, index) => index / 100))], [0], () => [0.1, 0.2]);
  const { columns, leftOut } = planeColumns(sweep, figureAxes(sweep)[0], new Map());
  expect(columns.map(({ cell }) => cell)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16]);
  expect(leftOut).toBe(8);
});

it('looks at the end, and at the last snapshots up to a tenth and a hundredth of the training', () => {
  expect(planeEpochs([0, 1, 5, 56, 562], 600)).toEqual([5, 56, 600]);
  expect(planeEpochs([0, 1, 2, 4], 5)).toEqual([5]);
  expect(planeEpochs([], 5)).toEqual([5]);
});
