import { expect, it } from 'vitest';
import { defaultTableLayout, groupRunsQuery } from '#api';
import { groupColumns, groupMetrics, groupOrder } from './group-columns.ts';

it('judges groups by the metrics shown in the table of runs, or by a few', () => {
  expect(groupMetrics(defaultTableLayout)).toEqual([
    'last.validation_loss',
    'best.validation_loss',
    'gap',
    'last.evaluated_accuracy',
    'last.validation_accuracy',
  ]);
  expect(groupMetrics({ ...defaultTableLayout, columns: [{ id: 'seed' }] })).toEqual([
    'final.validation_loss',
    'gap',
    'final.validation_accuracy',
  ]);
});

it('sorts by each of its columns in the way that the host accepts', () => {
  const metrics = ['gap', 'final.validation_loss'];
  const sorts = groupColumns(['seed', 'tag'], metrics).flatMap(({ sort }) => sort ?? []);
  expect(sorts).toEqual([
    ...['values', 'runs', 'mean gap', 'best gap', 'mean final.validation_loss', 'best final.validation_loss'],
  ]);
  for (const sort of sorts)
    expect(groupRunsQuery.safeParse({ by: ['seed'], metrics, sort: groupOrder(sort, metrics) }).success).toBe(
      true,
    );
  expect(groupOrder('mean gap', [])).toEqual({ kind: 'values' });
});
