import { expect, it } from 'vitest';
import { defaultTableLayout, tableLayout, type TableLayout } from '#api';
import { hideColumn, moveColumn, resizeColumn, setColumn, showColumn } from './layout-changes.ts';

const layout: TableLayout = { ...defaultTableLayout, columns: ['a', 'b', 'c', 'd'].map((id) => ({ id })) };
const ids = ({ columns }: TableLayout): string => columns.map(({ id }) => id).join('');

it('shows a column once, at the end, and hides it', () => {
  expect(ids(showColumn(layout, 'e'))).toBe('abcde');
  expect(showColumn(layout, 'b')).toBe(layout);
  expect(ids(hideColumn(layout, 'b'))).toBe('acd');
});

it('moves a column before another, or to the end', () => {
  expect(ids(moveColumn(layout, 'd', 'b'))).toBe('adbc');
  expect(ids(moveColumn(layout, 'a', 'd'))).toBe('bcad');
  expect(ids(moveColumn(layout, 'b', null))).toBe('acdb');
  expect(moveColumn(layout, 'b', 'b')).toBe(layout);
  expect(moveColumn(layout, 'x', 'b')).toBe(layout);
});

it('keeps widths, pins and looks with their column, within the limits of a layout', () => {
  const pinned = setColumn(layout, 'b', { isPinned: true });
  const wide = resizeColumn(setColumn(pinned, 'b', { look: 'bar' }), 'b', 99999.4);
  expect(wide.columns[1]).toEqual({ id: 'b', isPinned: true, look: 'bar', width: 2000 });
  expect(tableLayout.safeParse(wide).success).toBe(true);
  expect(resizeColumn(wide, 'b', null).columns[1]).toEqual({ id: 'b', isPinned: true, look: 'bar' });
  expect(resizeColumn(layout, 'name', 300).columns.at(-1)).toEqual({ id: 'name', width: 300 });
});
