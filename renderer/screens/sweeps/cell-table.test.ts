import { describe, expect, it } from 'vitest';
import { sortRows } from '../../ui/data-table/sort-rows.ts';
import { cellSortValue, cellTableColumns } from './cell-columns.ts';
import { flatten, runIdsOf } from './table-lines.ts';
import { lambdas, read, sweepOf } from './told-sweep.fixture.ts';

describe('the table of cells', () => {
  const { rows, columns } = read(sweepOf(lambdas, [[0.5], ['queued'], [0.3]]));
  const order = (key: string, descending = false): number[] =>
    sortRows(rows, cellSortValue(key)!, descending).map(({ cell }) => cell);

  it('sorts by numbers, with missing ones last in either direction', () => {
    expect(order('validationLoss')).toEqual([2, 0, 1]);
    expect(order('validationLoss', true)).toEqual([0, 2, 1]);
    expect(order('grid.0', true)).toEqual([2, 1, 0]);
    expect(order('n', true)).toEqual([0, 2, 1]);
  });

  it('has what is varied first, and the interval beside the loss it belongs to', () => {
    const ids = cellTableColumns(columns, '').map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['lead', 'grid.0', 'n']);
    expect(ids[ids.indexOf('validationLoss') + 1]).toBe('interval');
  });

  it('opens cells to show runs, and shows only what was selected in a figure', () => {
    const lines = flatten(rows, new Set([2]), null);
    expect(lines.map(({ key }) => key)).toEqual(['0', '1', '2', '2 0']);
    expect(flatten(rows, new Set([2]), new Set(['run20'])).map(({ key }) => key)).toEqual(['2', '2 0']);
    expect(runIdsOf(lines[0]!)).toEqual(['run00']);
  });
});
