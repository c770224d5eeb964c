import { describe, expect, it } from 'vitest';
import type { CellValue } from './data-column.ts';
import { sortRows } from './sort-rows.ts';

const sorted = (values: readonly CellValue[], descending = false): CellValue[] =>
  sortRows(values, (value) => value, descending);

describe('sortRows', () => {
  it('puts numbers in ascending order, infinite ones at the ends', () => {
    expect(sorted([10, 9, -Infinity, 1e-5, Infinity])).toEqual([-Infinity, 1e-5, 9, 10, Infinity]);
    expect(sorted([10, 9, 11], true)).toEqual([11, 10, 9]);
  });

  it('puts texts in natural order, after numbers', () => {
    expect(sorted(['run 10', 'run 9', 3])).toEqual([3, 'run 9', 'run 10']);
  });

  it('puts missing values last in either direction', () => {
    expect(sorted([null, 2, NaN, 1])).toEqual([1, 2, null, NaN]);
    expect(sorted([null, 2, undefined, 1], true)).toEqual([2, 1, null, undefined]);
  });

  it('keeps the order of rows with equal values in either direction', () => {
    const rows = ['a1', 'b0', 'c1', 'd0'];
    const digit = (row: string): number => Number(row[1]);
    expect(sortRows(rows, digit, false)).toEqual(['b0', 'd0', 'a1', 'c1']);
    expect(sortRows(rows, digit, true)).toEqual(['a1', 'c1', 'b0', 'd0']);
  });
});
