import { describe, expect, it } from 'vitest';
import { oneStandardErrorPick, withinOneStandardError } from './one-standard-error.ts';

const bySeed = (...values: number[]) => values.map((value, seed) => ({ seed, value }));
const cell = (lambda: number, ...losses: number[]) => ({ lambda, losses: bySeed(...losses), resplit: null });
const lambdasOf = (cells: readonly { lambda: number }[]) => cells.map(({ lambda }) => lambda);

describe('oneStandardErrorPick', () => {
  it('picks the largest lambda within one standard error of the best', () => {
    // Best: mean 0.5, sd 0.1, n 4, so standard error 0.05 and threshold 0.55.
    const spread = Math.sqrt(0.0075);
    const pick = oneStandardErrorPick([
      cell(0, 0.9, 0.8, 1, 0.9),
      cell(1e-5, 0.54, 0.54, 0.54, 0.54),
      cell(1e-4, 0.5 - spread, 0.5 - spread, 0.5 + spread, 0.5 + spread),
      cell(1e-3, 0.549, 0.549, 0.549, 0.549),
      cell(1e-2, 0.56, 0.56, 0.56, 0.56),
    ])!;
    expect(pick.best.lambda).toBe(1e-4);
    expect(pick.standardError).toBeCloseTo(0.05, 14);
    expect(pick.threshold).toBeCloseTo(0.55, 14);
    expect(lambdasOf(pick.within)).toEqual([1e-5, 1e-4, 1e-3]);
    expect(pick.pick.lambda).toBe(1e-3);
    expect(pick.passedOver).toEqual([]);
  });

  it('picks the best when there is one run per lambda, and the larger lambda among equals', () => {
    const pick = oneStandardErrorPick([cell(0, 0.5), cell(0.1, 0.4), cell(0.2, 0.4), cell(0.3, 0.41)])!;
    expect(pick).toMatchObject({ standardError: null, threshold: 0.4 });
    expect(pick.best.lambda).toBe(0.2);
    expect(pick.pick.lambda).toBe(0.2);
    expect(lambdasOf(pick.within)).toEqual([0.1, 0.2]);
  });

  it('uses the standard error of the larger of two equally good lambdas', () => {
    const pick = oneStandardErrorPick([cell(0, 0, 2), cell(1, 0.5, 1.5), cell(2, 1.4, 1.4)])!;
    expect(pick).toMatchObject({ standardError: 0.5, threshold: 1.5 });
    expect(pick.best.lambda).toBe(1);
    expect(pick.pick.lambda).toBe(2);
  });

  it('passes over cells that diverged, partly or wholly, and ignores those without runs', () => {
    const pick = oneStandardErrorPick([cell(0, 1, 1), cell(1, 0.1, NaN), cell(2, Infinity), cell(3)])!;
    expect(pick.pick.lambda).toBe(0);
    expect(lambdasOf(pick.passedOver)).toEqual([1, 2]);
    expect(oneStandardErrorPick([cell(1, 0.1, NaN)])).toBeNull();
    expect(oneStandardErrorPick([])).toBeNull();
  });

  it.each([[[1, 0]], [[0, 0]], [[-1, 0]], [[0, NaN]]])('refuses the lambdas %j', (lambdas) => {
    expect(() => oneStandardErrorPick(lambdas.map((lambda) => cell(lambda, 1)))).toThrow(RangeError);
  });
});

describe('withinOneStandardError', () => {
  it('compares cells of any kind, such as those of a grid of two lambdas', () => {
    const grid = [
      { l1: 0, l2: 1, losses: bySeed(1, 3), resplit: null },
      { l1: 1, l2: 0, losses: bySeed(2.5, 3.5), resplit: null },
      { l1: 1, l2: 1, losses: bySeed(3.5, 3.5), resplit: null },
    ];
    const { best, threshold, within } = withinOneStandardError(grid)!;
    expect(best).toBe(grid[0]);
    expect(threshold).toBe(3);
    expect(within).toEqual([grid[0], grid[1]]);
  });
});
