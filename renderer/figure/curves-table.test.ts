import { expect, it } from 'vitest';
import { curvesTable } from './curves-table.ts';
import type { ChartSeries } from './series.ts';

const line = (label: string, epochs: number[], values: number[], more: Partial<ChartSeries> = {}) =>
  ({
    key: label,
    group: label,
    label,
    role: 'train',
    slot: 0,
    epochs: Float64Array.from(epochs),
    values: Float64Array.from(values),
    ...more,
  }) satisfies ChartSeries;

it('has every point, and nothing where nothing was measured', () => {
  const training = line('data loss', [0, 1, 2], [3, NaN, 1]);
  const validation = line('validation loss', [0, 2], [4, 2], { detail: 'smoothed' });
  const measured = line('validation loss', [0, 2], [4, 5], { faint: true });
  expect(curvesTable([training, validation, measured], 'epoch')).toEqual({
    columns: ['epoch', 'data loss', 'validation loss, smoothed', 'validation loss, as measured'],
    rows: [
      [0, 3, 4, 4],
      [1, NaN, null, null],
      [2, 1, 2, 5],
    ],
  });
});

it('has intervals, and a distinct name for each line', () => {
  const band = { lower: Float64Array.of(1), upper: Float64Array.of(3) };
  const mean = line('L2 0, n = 2', [0], [2], { band });
  const runs = [line('otter', [0], [1], { faint: true }), line('otter', [0], [3], { faint: true })];
  expect(curvesTable([mean, ...runs], 'epoch')).toEqual({
    columns: [
      'epoch',
      'L2 0, n = 2',
      'L2 0, n = 2, 95 % low',
      'L2 0, n = 2, 95 % high',
      'otter',
      'otter (2)',
    ],
    rows: [[0, 2, 1, 3, 1, 3]],
  });
});
