import { expect, it } from 'vitest';
import { type JudgedRun, summarizeCells } from './summarize-cells.ts';

const run = (cell: number, status: string, validationLoss: number, best = validationLoss): JudgedRun => {
  const metrics = {
    dataLoss: 0.5,
    accuracy: 0.8,
    validationLoss,
    validationAccuracy: 0.75,
    regularizationLoss: 0,
  };
  return { cell, status, final: metrics, best: { ...metrics, validationLoss: best, epoch: 100 * best } };
};

it('averages completed runs, counts diverged ones, and leaves out what is not done', () => {
  const runs = [
    run(0, 'completed', 1, 0.5),
    run(0, 'completed', 2, 0.7),
    run(0, 'diverged', 9),
    run(0, 'running', 7),
    run(1, 'stopped', 3),
  ];
  const [first, second] = summarizeCells(2, runs, 'final');
  expect(first).toMatchObject({ completed: 2, diverged: 1, unfinished: 1 });
  expect(first!.validationLoss).toMatchObject({ n: 2, excluded: 1, mean: 1.5 });
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
