import { describe, expect, it } from 'vitest';
import { copyColumns, weightLayout } from './weight-layout.ts';

describe('the layout of weights', () => {
  it('is rows if units are not whole runs of 32 bytes, if there are few, or if columns are not wanted', () => {
    const rows = { inputs: 100, inColumns: false, run: 32 };
    expect(weightLayout(100, 30, 'float64', true)).toEqual({ ...rows, units: 30, row: 240, length: 3000 });
    expect(weightLayout(100, 8, 'float64', true)).toEqual({ ...rows, units: 8, row: 64, length: 800 });
    expect(weightLayout(100, 32, 'float32', false)).toEqual({ ...rows, units: 32, row: 128, length: 3200 });
  });

  it('is columns of 4 units in float64, and leaves other numbers of the array unchanged', () => {
    const layout = weightLayout(20, 80, 'float64', true);
    // 10 cache lines of 64 bytes per column, and 15 to the next.
    expect(layout).toEqual({ inputs: 20, units: 80, inColumns: true, row: 32, run: 25 * 64, length: 4000 });
    const rows = Float64Array.from({ length: 1600 }, (_, index) => index);
    const columns = new Float64Array(4000).fill(-1);
    copyColumns(layout, columns, rows, false);
    expect([...columns.subarray(0, 8)]).toEqual([0, 1, 2, 3, 80, 81, 82, 83]);
    expect([...columns.subarray(200, 208)]).toEqual([4, 5, 6, 7, 84, 85, 86, 87]);
    expect([...columns.subarray(80, 200)]).toEqual(Array<number>(120).fill(-1));
    const back = new Float64Array(1600);
    copyColumns(layout, columns, back, true);
    expect(back).toEqual(rows);
  });

  it('puts gaps between columns of large matrices, so that they begin at all places of a cache', () => {
    const { run, length } = weightLayout(512, 512, 'float32', true);
    expect([run, length]).toEqual([16_960, 64 * (16_960 / 4)]);
    expect(new Set(Array.from({ length: 64 }, (_, column) => (column * run) % 4096)).size).toBe(64);
  });
});
