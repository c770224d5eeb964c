import { describe, expect, it } from 'vitest';
import { summarize } from './chart-summary.ts';
import type { ChartSeries } from './series.ts';

function line(label: string, epochs: number[], values: number[]): ChartSeries {
  const arrays = { epochs: Float64Array.from(epochs), values: Float64Array.from(values) };
  return { key: label, group: label, label, role: 'train', slot: 0, ...arrays };
}

describe('summarize', () => {
  it('gives the first, lowest and last value of each line', () => {
    const loss = line('data loss', [0, 1, 2], [1.0986, 0.25, 0.5]);
    expect(summarize('Loss', [loss])).toBe(
      'Loss. data loss: from 1.099 at epoch 0 to 0.5000 at epoch 2, lowest 0.2500 at epoch 1.',
    );
  });
  it('counts non-finite values', () => {
    const loss = line('data loss', [0, 1], [2, NaN]);
    expect(summarize('Loss', [loss])).toBe(
      'Loss. data loss: from 2.000 at epoch 0 to NaN at epoch 1, lowest 2.000 at epoch 0, 1 value is not finite.',
    );
  });
});
