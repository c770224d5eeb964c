import type { ManySeries } from '#api';
import { expect, it } from 'vitest';
import { readWholeSeries } from './whole-series.ts';

it('reads every point of every run, several runs per request', async () => {
  const asked: unknown[] = [];
  const readManySeries = (query: { ids: string[] }): Promise<ManySeries> => {
    asked.push(query);
    return Promise.resolve({ runs: query.ids.map((id) => ({ id, epochsDone: 1, series: {} })) });
  };
  const ids = Array.from({ length: 12 }, (_, at) => `r${at}`);
  const points = await readWholeSeries({ readManySeries } as never, ids, ['loss']);
  expect([...points.keys()]).toEqual(ids);
  expect(asked).toEqual([
    { ids: ids.slice(0, 10), metrics: ['loss'] },
    { ids: ['r10', 'r11'], metrics: ['loss'] },
  ]);
});
