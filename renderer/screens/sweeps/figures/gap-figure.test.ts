import { describe, expect, it } from 'vitest';
import { figureAxes } from './figure-axes.ts';
import { bestCell, gapFigure, type GapMetric } from './gap-figure.ts';
import { gapFinding, gapTable } from './gap-words.ts';
import { sweepOf, type Outcome } from './sweep.fixture.ts';

const l1 = 'layers.0.weightRegularizerL1';
const l2 = 'layers.0.weightRegularizerL2';
const lambdas = [{ [l2]: 0 }, { [l2]: 1e-3 }, { [l2]: 1e-2 }, { [l2]: 1e-1 }];

function figureOf(
  sweep: ReturnType<typeof sweepOf>,
  metric: GapMetric = 'loss',
  held = new Map<number, number>(),
) {
  const axes = figureAxes(sweep);
  return gapFigure(sweep, { axes, axis: axes[0]!, held, metric, at: 'final' });
}

/** Validation 0.9, 0.5, 0.52, 0.8 with seeds 0.1 apart; training 0.1, 0.3, 0.4, 0.75. */
const valley = (cell: number, seed: number): Outcome => [
  [0.1, 0.3, 0.4, 0.75][cell]!,
  [0.9, 0.5, 0.52, 0.8][cell]! + (seed - 1) * 0.1,
];

describe('gap figure', () => {
  it('averages over seeds and picks by one standard error', () => {
    const figure = figureOf(sweepOf([lambdas], [0, 1, 2], valley));
    const [series] = figure.series;
    expect(series!.cells.map(({ validation }) => validation.mean)).toEqual(
      [0.9, 0.5, 0.52, 0.8].map((mean) => expect.closeTo(mean, 12) as number),
    );
    // sd 0.1, n 3: t(2) = 4.302653, so the interval is 0.5 -+ 0.248414.
    expect(series!.cells[1]!.validation.ci95![0]).toBeCloseTo(0.251586, 6);
    expect(series!.cells[1]!.gap.mean).toBeCloseTo(0.2, 12);
    expect(series!.judgement!.best.point.label).toBe('1e-3');
    // 0.52 is within 0.5 + 0.0577.
    expect(series!.pick!.point.label).toBe('0.01');
    expect(gapFinding(figure)).toBe(
      'Of 4 values, L2 1e-3 has the lowest mean validation loss (0.5000, 95 % 0.2516 to 0.7484, n = 3). ' +
        'L2 0.01 is the largest within one standard error of it. ' +
        'The mean gap is 0.8000 without it (n = 3) and 0.2000 there (n = 3).',
    );
  });

  it('picks nothing by one standard error where there is one run a point', () => {
    const figure = figureOf(sweepOf([lambdas], [1], valley));
    expect(figure.series[0]!.judgement!.best.point.label).toBe('1e-3');
    expect(figure.series[0]!.pick).toBeNull();
    expect(gapFinding(figure)).toContain('One run a point: no interval');
  });

  it('takes accuracies with a gap that is above 0 when the network overfits', () => {
    const { cells } = figureOf(sweepOf([lambdas], [1], valley), 'accuracy').series[0]!;
    expect(cells[0]!.training.mean).toBeCloseTo(0.9, 12);
    expect(cells[0]!.gap.mean).toBeCloseTo(0.8, 12);
  });

  it('counts what diverged and what is missing, and averages neither', () => {
    const sweep = sweepOf([lambdas], [0, 1, 2], (cell, seed) =>
      cell === 1 && seed === 2 ? 'diverged' : cell === 3 && seed === 0 ? null : valley(cell, seed),
    );
    const figure = figureOf(sweep);
    const [, second, , last] = figure.series[0]!.cells;
    expect(second!.diverged.map(({ seed }) => seed)).toEqual([2]);
    expect(second!.validation).toMatchObject({ n: 2, excluded: 0 });
    expect(last!.unfinished).toBe(1);
    expect(figure.series[0]!.judgement!.best.point.label).toBe('0.01');
    expect(gapFinding(figure)).toContain('Runs excluded from the means: 1 diverged, 1 not finished.');
    expect(gapFinding(figure)).toContain('compared over the 2 seeds that all of them completed');
    expect(gapTable(figure).rows[1]!.slice(0, 4)).toEqual([1e-3, 1, 0, 0]);
    expect(gapTable(figure).rows[1]![7]).toBe(2);
  });

  it('says so when every cell has diverged runs, and when nothing ran', () => {
    expect(gapFinding(figureOf(sweepOf([lambdas], [0], () => 'diverged')))).toContain('4 diverged');
    expect(gapFinding(figureOf(sweepOf([lambdas], [0], () => null)))).toContain('4 not finished');
  });

  it('makes a series of each point of another axis, or holds it', () => {
    const sweep = sweepOf([lambdas, [{ [l1]: 0 }, { [l1]: 1e-3 }]], [0], (cell) => [0.1, cell / 10]);
    const all = figureOf(sweep);
    expect(all.series.map(({ label, share, cells }) => [label, share, cells.length])).toEqual([
      ['L1 0', 0, 4],
      ['L1 1e-3', 1, 4],
    ]);
    const held = figureOf(sweep, 'loss', new Map([[1, 1]]));
    expect(held.series).toHaveLength(1);
    expect(held.series[0]!.cells.map(({ validation }) => validation.mean)).toEqual([0.1, 0.3, 0.5, 0.7]);
    expect(bestCell(sweep, 'final')).toEqual([0, 0]);
    expect(gapFinding(all)).toContain('Every line is lowest at L2 0.');
  });

  it('makes a series of each way of an axis, with no penalty in all of them', () => {
    const points = [{ [l1]: 0, [l2]: 0 }, { [l1]: 1e-3 }, { [l2]: 1e-3 }];
    const figure = figureOf(sweepOf([points], [0], (cell) => [0.1, 0.5 - cell / 10]));
    const { series } = figure;
    expect(series.map(({ label, cells }) => [label, cells.map(({ cell }) => cell)])).toEqual([
      ['L1', [0, 1]],
      ['L2', [0, 2]],
    ]);
    expect(gapFinding(figure)).toContain(
      'Of 3 points, the one at L2 1e-3 has the lowest mean validation loss',
    );
    expect(gapFinding(figure)).toContain('Every line is lowest at 1e-3.');
  });
});
