import { describe, expect, it } from 'vitest';
import { presets } from '../presets.ts';
import { parseSweep, type SweepCell } from './expand-sweep.ts';
import { sweepMembers } from './heal-sweep.ts';
import { foldAxes } from './replicates.ts';

const l2 = 'layers.0.weightRegularizerL2';
const base = {
  ...presets[0]!.config,
  dataset: { kind: 'table', digest: 'a'.repeat(64), name: 'a', rows: 100, features: 2, classes: 3 },
  validation: { folds: 3 },
};
const lambdas = { points: [{ [l2]: 0 }, { [l2]: 1e-3 }] };

function cellsOf(input: object): readonly SweepCell[] {
  const result = parseSweep({ base, seeds: [0], ...input });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.cells;
}
const replicates = ({ configs }: SweepCell): unknown[] =>
  configs.map(({ seed, validation }) =>
    'folds' in validation ? [validation.repeat, validation.fold, seed] : [],
  );

describe('folds', () => {
  it('are not cells: every cell has all of them, each with separate seeds', () => {
    const cells = cellsOf({ axes: [lambdas, ...foldAxes(3, 2)], seeds: [4, 5] });
    expect(cells.map(({ points, grid }) => [points, grid])).toEqual([
      [[0, 0, 0], { [l2]: 0 }],
      [[1, 0, 0], { [l2]: 1e-3 }],
    ]);
    for (const cell of cells) {
      expect(replicates(cell)).toEqual([
        ...[
          [0, 0, 4],
          [0, 0, 5],
          [0, 1, 6],
          [0, 1, 7],
          [0, 2, 8],
          [0, 2, 9],
        ],
        ...[
          [1, 0, 10],
          [1, 0, 11],
          [1, 1, 12],
          [1, 1, 13],
          [1, 2, 14],
          [1, 2, 15],
        ],
      ]);
    }
  });

  it('alone are one cell', () => {
    const [cell, ...others] = cellsOf({ axes: foldAxes(3, 1) });
    expect(others).toEqual([]);
    expect(replicates(cell!)).toEqual([
      [0, 0, 0],
      [0, 1, 1],
      [0, 2, 2],
    ]);
  });

  it('find their runs again, by text and by content', () => {
    const cells = cellsOf({ axes: [lambdas, ...foldAxes(3, 1)], seeds: [0, 1] });
    const { configs } = cells[1]!;
    const runs = [configs[3]!, configs[5]!].map((config, index) => ({
      ...{ id: String(index), status: 'completed', trashedAt: null },
      config: JSON.stringify(index === 0 ? config : Object.fromEntries(Object.entries(config).reverse())),
    }));
    const found = sweepMembers(cells, runs).map((cell) => cell.map(({ run }) => run?.id ?? null));
    expect(found).toEqual([Array(6).fill(null), [null, null, null, '0', null, '1']]);
  });

  it('beside a number of folds are validated cell by cell', () => {
    const result = parseSweep({
      base,
      axes: [{ points: [{ 'validation.folds': 3 }, { 'validation.folds': 2 }] }, ...foldAxes(3, 1)],
      seeds: [0],
    });
    expect(result.ok ? [] : result.issues.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'validation.fold: got 2; allowed: 0 to 1, of 2 folds (at validation.folds=2)',
    ]);
  });

  it('refuse a fold that does not exist, and seeds without room', () => {
    const messages = (input: object): string[] => {
      const result = parseSweep({ base, seeds: [0], ...input });
      return result.ok ? [] : result.issues.map(({ path, message }) => `${path}: ${message}`);
    };
    expect(messages({ axes: foldAxes(4, 1) })).toEqual([
      'validation.fold: got 3; allowed: 0 to 2, of 3 folds',
    ]);
    expect(messages({ axes: foldAxes(3, 1), seeds: [4294967294] })).toEqual([
      'seeds: got seeds up to 4294967294, which reach 4294967296 over the folds; allowed: up to 4294967295',
    ]);
  });
});
