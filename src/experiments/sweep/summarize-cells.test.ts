import { expect, it } from 'vitest';
import { leftOutReasons } from './left-out.ts';
import { type JudgedRun, summarizeCells } from './summarize-cells.ts';

let seed = 0;
const run = (cell: number, status: string, validationLoss: number, best = validationLoss): JudgedRun => {
  const metrics = {
    dataLoss: 0.5,
    accuracy: 0.8,
    validationLoss,
    validationAccuracy: 0.75,
    regularizationLoss: 0,
  };
  return {
    cell,
    seed: seed++,
    status,
    final: metrics,
    tail: { ...metrics, validationLoss: validationLoss + 0.25 },
    averaged: null,
    best: { ...metrics, validationLoss: best, epoch: 100 * best },
  };
};

it('averages completed runs, counts diverged ones, and leaves out unfinished ones', () => {
  const runs = [
    run(0, 'completed', 1, 0.5),
    run(0, 'completed', 2, 0.7),
    run(0, 'diverged', 9),
    run(0, 'running', 7),
    run(1, 'stopped', 3),
  ];
  const [first, second] = summarizeCells(2, runs, 'final');
  expect(first).toMatchObject({ completed: 2, diverged: 1, failed: 0, unfinished: 1 });
  expect(first!.validationLoss).toMatchObject({ n: 2, excluded: 0, mean: 1.5 });
  expect(summarizeCells(2, runs, 'tail')[0]!.validationLoss).toMatchObject({ n: 2, mean: 1.75 });
  expect(summarizeCells(2, runs, 'averaged')[0]!.validationLoss).toMatchObject({ n: 0, excluded: 2 });
  expect(first!.losses.map(({ value }) => value)).toEqual([1, 2, NaN]);
  expect(first!.validationLoss.sd).toBeCloseTo(Math.SQRT1_2, 14);
  expect(first!.generalizationGap.mean).toBeCloseTo(1, 14);
  expect(first!.best.validationLoss.mean).toBeCloseTo(0.6, 14);
  expect(first!.best.epoch.mean).toBeCloseTo(60, 12);
  expect(second).toMatchObject({
    completed: 0,
    diverged: 0,
    unfinished: 1,
    validationLoss: { n: 0, mean: null, ci95: null },
  });
});

it('judges by the best epoch when asked to', () => {
  const [cell] = summarizeCells(1, [run(0, 'completed', 2, 0.5)], 'best');
  expect(cell!.validationLoss).toMatchObject({ n: 1, mean: 0.5, ci95: null });
});

it('gives each metric its own n, and every excluded run its reason', () => {
  const infinite = run(0, 'completed', Infinity, 0.5);
  const runs = [
    run(0, 'completed', 1, 0.25),
    infinite,
    run(0, 'failed', 1),
    { ...run(0, 'x', 1), status: null },
  ];
  const [cell] = summarizeCells(1, runs, 'final');
  expect(cell).toMatchObject({ completed: 2, diverged: 0, failed: 1, unfinished: 1 });
  expect(cell!.validationLoss).toMatchObject({ n: 1, excluded: 1, mean: 1 });
  expect(cell!.dataLoss).toMatchObject({ n: 2, excluded: 0 });
  expect(cell!.best.validationLoss).toMatchObject({ n: 2, mean: 0.375 });
  expect(leftOutReasons({ ...cell!, excluded: cell!.validationLoss.excluded })).toEqual([
    '1 failed',
    '1 not finished',
    '1 without a finite value',
  ]);
});
