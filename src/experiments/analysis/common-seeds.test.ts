import { describe, expect, it } from 'vitest';
import { commonSeeds } from './common-seeds.ts';
import { withinOneStandardError } from './one-standard-error.ts';

const cell = (name: string, losses: Record<number, number>) => ({
  name,
  losses: Object.entries(losses).map(([seed, value]) => ({ seed: Number(seed), value })),
  resplit: null,
});

describe('commonSeeds', () => {
  it('reduces cells to the seeds that all of them have', () => {
    const { seeds, compared, isPartial } = commonSeeds([
      cell('a', { 3: 1, 1: 2, 0: 9 }),
      cell('b', { 1: 4, 3: 6, 7: 0 }),
      cell('none', {}),
    ]);
    expect(seeds).toEqual([1, 3]);
    expect(compared.map(({ cell: { name }, values }) => [name, ...values])).toEqual([
      ['a', 2, 1],
      ['b', 4, 6],
    ]);
    expect(compared[0]!.summary).toMatchObject({ n: 2, mean: 1.5 });
    expect(isPartial).toBe(true);
  });

  it('compares nothing if cells have no seed in common', () => {
    const common = commonSeeds([cell('a', { 0: 1 }), cell('b', { 1: 1 })]);
    expect(common).toMatchObject({ seeds: [], compared: [], passedOver: [] });
  });

  it('lets a cell win that is better on every common seed, whatever its other seeds', () => {
    // Over all runs, b has mean 1.4 and a has 1.0; on the seeds that both have, b is lower each time.
    const a = cell('a', { 0: 0.9, 1: 1.1 });
    const b = cell('b', { 0: 0.8, 1: 1.0, 2: 2.4 });
    expect(withinOneStandardError([a, b])).toMatchObject({ best: b, summary: { n: 2 }, isPartial: true });
    expect(withinOneStandardError([a, b])!.summary.mean).toBeCloseTo(0.9, 15);
  });
});
