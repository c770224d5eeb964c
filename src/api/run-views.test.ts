import { expect, it } from 'vitest';
import { readRunView, readViewsFile, writeViewsFile, type RunView } from './run-views.ts';
import { defaultTableLayout } from './table-layout.ts';

const view: RunView = {
  name: 'wide nets',
  filter: 'dense_units > 100 and gap < 0.1',
  layout: {
    columns: [
      { id: 'gap', look: 'bar', width: 90 },
      { id: 'layers.0.units', isPinned: true },
    ],
    sort: { field: 'gap', descending: false },
    groupBy: ['dataset'],
    foldsSweeps: true,
    onlyDiffering: false,
  },
  isPeekOpen: true,
  chart: 'gap',
};

it('reads back as written, alone and in a file', () => {
  expect(readRunView(JSON.parse(JSON.stringify(view)))).toEqual({ view, lost: [] });
  expect(readViewsFile(writeViewsFile([view]))).toEqual({ views: [view], notice: null });
});

it('of a newer version opens with the known parts, and reports once what is skipped', () => {
  const newer = {
    ...view,
    filter: 7,
    colours: 'by lambda',
    chart: 'violin',
    layout: {
      ...view.layout,
      columns: [{ id: 'gap', look: 'sparks' }, { id: 'seed' }],
      density: 2,
      groupBy: 'x',
    },
  };
  const read = readRunView(newer)!;
  expect(read.lost).toEqual([
    'its filter',
    'its chart',
    'density',
    'some of its columns',
    'its groups',
    'colours',
  ]);
  expect(read.view).toEqual({
    ...view,
    filter: '',
    chart: null,
    layout: { ...view.layout, columns: [{ id: 'seed' }], groupBy: [] },
  });
  const file = JSON.stringify({ format: 'lambdascope-views', version: 2, views: [newer, {}], more: 1 });
  expect(readViewsFile(file).notice).toBe(
    'Written by a newer version: skipped, as this version does not support it: its filter, its chart, density, some of its columns, its groups, colours; 1 without a name.', // oxfmt-ignore
  );
});

it('needs only a name', () => {
  expect(readRunView({ name: 'all' })).toEqual({
    view: { name: 'all', filter: '', layout: defaultTableLayout, isPeekOpen: null, chart: null },
    lost: [],
  });
  for (const stored of [null, 'all', {}, { name: '' }, { name: 3 }, []])
    expect(readRunView(stored)).toBeNull();
});

it.each(['', '{', '[]', '{"views":[]}', '{"format":"lambdascope-views","version":0,"views":[]}'])(
  'cannot be read from a file with %s',
  (text) => {
    const { views, notice } = readViewsFile(text);
    expect(views).toEqual([]);
    expect(notice).toMatch(/allowed: a file of views/);
  },
);
