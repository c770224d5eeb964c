import { expect, it } from 'vitest';
import { tableFrom } from './figure-table.ts';
import { linesFigure } from './lines-figure.ts';
import type { ChartSeries } from './series.ts';

const line = (label: string, more: Partial<ChartSeries> = {}): ChartSeries => ({
  ...{ key: label, group: label, label, role: 'train', slot: 0 },
  epochs: Float64Array.of(0, 1),
  values: Float64Array.of(2, 1),
  ...more,
});
const figureOf = (series: readonly ChartSeries[]) =>
  linesFigure({
    ...{ key: 'k', title: 'Loss', message: null },
    content: { series, marks: [], limits: undefined, xTitle: null, endLabels: false },
  });

it('names each line once: a faint one only if no other of its group is in front of it', () => {
  const { legend } = figureOf([
    line('loss', { detail: 'smoothed', slot: 1 }),
    line('loss', { key: 'measured', faint: true }),
    line('of the passes', { faint: true, role: 'penalty' }),
    line('mean', { share: 0.5, role: 'validation' }),
  ]);
  expect(legend).toEqual([
    { group: 'loss', label: 'loss, smoothed', tint: { slot: 1 }, mark: 'line', marker: 'circle' },
    { group: 'of the passes', label: 'of the passes', tint: { slot: 0, opacity: 0.4 }, mark: 'dotted', marker: 'none' },
    { group: 'mean', label: 'mean', tint: { share: 0.5 }, mark: 'dashed' },
  ]); // oxfmt-ignore
});

it('has the numbers of what is switched on, and says when points are missing', () => {
  const figure = figureOf([line('a'), line('b', { thinned: true })]);
  expect(tableFrom(figure.table, new Set(['a']))).toEqual({ columns: ['epoch', 'b'], rows: [[0, 2], [1, 1]] }); // oxfmt-ignore
  expect(figure.isThinned).toBe(true);
  expect(figureOf([line('a')]).isThinned).toBe(false);
});

it('has the numbers of every recorded point for a file, without what is switched off', async () => {
  const thinned = { ...line('a'), thinned: true };
  const { wholeTable } = linesFigure({
    ...{ key: 'k', title: 't', message: null },
    content: { series: [thinned], marks: [], limits: undefined, xTitle: 'epoch', endLabels: false },
    wholeSeries: () => Promise.resolve([line('a'), line('b')]),
  });
  const columns = async (...hidden: string[]) => (await wholeTable!(new Set(hidden))).columns.length;
  expect([await columns(), await columns('b')]).toEqual([3, 2]);
});
