import { expect, it } from 'vitest';
import { defaultTableLayout, tableLayout } from './table-layout.ts';

it('reads back as written, with omitted parts as in a plain table', () => {
  const text = JSON.stringify(defaultTableLayout);
  expect(tableLayout.parse(JSON.parse(text))).toEqual(defaultTableLayout);
  expect(tableLayout.parse({ columns: [], sort: { field: 'name', descending: false } })).toEqual({
    columns: [],
    sort: { field: 'name', descending: false },
    groupBy: [],
    foldsSweeps: false,
    onlyDiffering: false,
  });
});

it.each([
  ['got a column more than once; allowed: each column once', { columns: [{ id: 'gap' }, { id: 'gap' }] }],
  ['an unknown property', { colour: 'red' }],
  ['a width that is not a number', { columns: [{ id: 'gap', width: '80' }] }],
  ['five groups', { groupBy: ['a', 'b', 'c', 'd', 'e'] }],
])('refuses %s', (_, change) => {
  expect(tableLayout.safeParse({ ...defaultTableLayout, ...change }).success).toBe(false);
});
