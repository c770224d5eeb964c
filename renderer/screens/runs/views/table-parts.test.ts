import { expect, it } from 'vitest';
import { defaultTableLayout, tableLayout, type TableLayout } from '#api';
import type { Parts } from '../../../data/address/useAddress.ts';
import { readTable, writeTable } from './table-parts.ts';

function read(parts: Parts) {
  const lost: string[] = [];
  const layout = readTable(parts, (name, text) => lost.push(`${name}=${text}`));
  return { layout, lost };
}

const laidOut = (change: Partial<TableLayout>): TableLayout => ({ ...defaultTableLayout, ...change });

it('is short, and says only what differs from the default', () => {
  expect(writeTable(defaultTableLayout)).toEqual({ sort: '-created' });
  expect(writeTable(laidOut({ groupBy: ['dataset', 'seed'] }))).toEqual({ group: 'dataset,seed' });
  expect(
    writeTable({
      columns: [
        { id: 'seed' },
        { id: 'validation_loss@200', isPinned: true, width: 96 },
        { id: 'gap', look: 'bar' },
      ],
      sort: { field: 'last.validation_loss', descending: false },
      groupBy: [],
      foldsSweeps: true,
      onlyDiffering: true,
    }),
  ).toEqual({
    columns: 'seed,validation_loss@200:pinned:96,gap:bar',
    sort: 'last.validation_loss',
    fold: '1',
    differing: '1',
  });
});

it.each([
  laidOut({ columns: [] }),
  laidOut({ sort: { field: 'gap', descending: true }, groupBy: ['optimizer.kind'] }),
  laidOut({
    columns: [{ id: 'name', width: 300 }, { id: 'curve.losses' }, { id: 'layers.0.units', look: 'colour' }],
  }),
  laidOut({ foldsSweeps: true, onlyDiffering: true }),
])('comes back as it was (%#)', (layout) => {
  expect(tableLayout.parse(layout)).toEqual(layout);
  expect(read(writeTable(layout))).toEqual({ layout, lost: [] });
});

it('shows what it can, and says what it cannot', () => {
  const { layout, lost } = read({
    columns: 'seed:9999,nonsense,seed,gap:pinned:sparkly,%E0,select',
    sort: '-colour',
    group: 'dataset,dataset,shape',
    fold: 'yes',
  });
  expect(layout).toEqual(
    laidOut({
      columns: [{ id: 'seed' }, { id: 'select' }],
      groupBy: ['dataset'],
    }),
  );
  expect(lost).toEqual([
    'columns=seed:9999',
    'columns=nonsense',
    'columns=gap:pinned:sparkly',
    'columns=%E0',
    'group=shape',
    'sort=-colour',
    'fold=yes',
  ]);
});

it('reads any truncation of itself, and never more than a layout can hold', () => {
  const parts = writeTable(
    laidOut({ columns: [{ id: 'validation_loss@200', isPinned: true, width: 96, look: 'bar' }] }),
  );
  const many = Array.from({ length: 400 }, (_, index) => `validation_loss@${index}`).join();
  for (const columns of [
    ...parts['columns']!.split('').map((_, end) => parts['columns']!.slice(0, end)),
    many,
  ])
    expect(tableLayout.safeParse(read({ columns, group: columns, sort: columns }).layout).success).toBe(true);
});
