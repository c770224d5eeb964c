import { describe, expect, it } from 'vitest';
import { copyColumns, weightLayout } from './weight-layout.ts';

describe('the order of weights', () => {
  it('is of rows where units are no whole runs of 32 bytes, and where nobody wants columns', () => {
    const rows = { inputs: 3, inColumns: false, run: 32 };
    expect(weightLayout(3, 6, 'float64', true)).toEqual({ ...rows, units: 6, row: 48, length: 18 });
    expect(weightLayout(3, 16, 'float32', false)).toEqual({ ...rows, units: 16, row: 64, length: 48 });
  });

  it('is of columns of 4 units in float64, and leaves other numbers of the array alone', () => {
    const layout = weightLayout(3, 8, 'float64', true);
    expect(layout).toEqual({ inputs: 3, units: 8, inColumns: true, row: 32, run: 96, length: 24 });
    const rows = Float64Array.from({ length: 24 }, (_, index) => index);
    const columns = new Float64Array(24);
    copyColumns(layout, columns, rows, false);
    expect([...columns]).toEqual([
      ...[0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19],
      ...[4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23],
    ]);
    const back = new Float64Array(24);
    copyColumns(layout, columns, back, true);
    expect(back).toEqual(rows);
  });

  it('puts gaps between columns of large matrices, so that they begin at all places of a cache', () => {
    const { run, length } = weightLayout(512, 512, 'float32', true);
    expect([run, length]).toEqual([16_960, 64 * (16_960 / 4)]);
    expect(new Set(Array.from({ length: 64 }, (_, column) => (column * run) % 4096)).size).toBe(64);
  });
});
