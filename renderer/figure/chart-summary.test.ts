import { describe, expect, it } from 'vitest';
import { summarize, tableEpochs, valueAt } from './chart-summary.ts';
import type { ChartSeries } from './series.ts';

function line(label: string, epochs: number[], values: number[]): ChartSeries {
  const arrays = { epochs: Float64Array.from(epochs), values: Float64Array.from(values) };
  return { key: label, group: label, label, role: 'train', slot: 0, ...arrays };
}

describe('summarize', () => {
  it('tells first, lowest and last value of each line', () => {
    const loss = line('data loss', [0, 1, 2], [1.0986, 0.25, 0.5]);
    expect(summarize('Loss', [loss])).toBe(
      'Loss. data loss: from 1.099 at epoch 0 to 0.5000 at epoch 2, lowest 0.2500 at epoch 1.',
    );
  });
  it('counts what is not finite', () => {
    const loss = line('data loss', [0, 1], [2, NaN]);
    expect(summarize('Loss', [loss])).toBe(
      'Loss. data loss: from 2.000 at epoch 0 to NaN at epoch 1, lowest 2.000 at epoch 0, 1 value is not finite.',
    );
  });
});

describe('the table of values', () => {
  it('has every recorded epoch where they are few', () => {
    expect(tableEpochs([line('a', [0, 1, 2, 3], [0, 0, 0, 0]), line('b', [0, 5], [0, 0])], 1, 9)).toEqual([
      1, 2, 3, 5,
    ]);
  });
  it('spreads rows evenly where they are many', () => {
    const many = Array.from({ length: 1001 }, (_, epoch) => epoch);
    expect(tableEpochs([line('a', many, many)], 0, 1000, 5)).toEqual([0, 250, 500, 750, 1000]);
  });
  it('takes the epochs of what is measured least often', () => {
    const every = Array.from({ length: 401 }, (_, epoch) => epoch);
    const tenth = every.filter((epoch) => epoch % 10 === 0);
    const rows = tableEpochs([line('a', every, every), line('b', tenth, tenth)], 0, 400, 5);
    expect(rows).toEqual([0, 100, 200, 300, 400]);
  });
  it('shows no value where none was measured', () => {
    const validation = line('validation', [0, 10], [1, 0.5]);
    expect(valueAt(validation, 10)).toBe(0.5);
    expect(valueAt(validation, 9)).toBeUndefined();
  });
});
