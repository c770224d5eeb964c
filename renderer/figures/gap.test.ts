import { describe, expect, it } from 'vitest';
import type { ChartPlot, Choices, PointsMark } from '../figure/figure.ts';
import { chooseAxes } from './axis-choices.ts';
import { sweepCube } from './cube.ts';
import { gapAgainstLambda } from './gap.ts';
import { gapData, type GapMetric } from './gap-series.ts';
import { gapFinding, gapTable } from './gap-words.ts';
import { sweepOf, type Outcome } from './sweep.fixture.ts';

const l1 = 'layers.0.weightRegularizerL1';
const l2 = 'layers.0.weightRegularizerL2';
const lambdas = [{ [l2]: 0 }, { [l2]: 1e-3 }, { [l2]: 1e-2 }, { [l2]: 1e-1 }];

function dataOf(
  sweep: ReturnType<typeof sweepOf>,
  metric: GapMetric = 'loss',
  held = new Map<number, number>(),
) {
  const cube = sweepCube(sweep, 'final');
  return gapData(cube, cube.axes[0]!, held, metric);
}

function figureOf(
  sweep: ReturnType<typeof sweepOf>,
  choices: Choices = {},
  selected: string[] | null = null,
) {
  return gapAgainstLambda({ sweep, at: 'final', selected: selected && new Set(selected), choices });
}

const plotOf = (...given: Parameters<typeof figureOf>): ChartPlot => figureOf(...given).plot as ChartPlot;
const pointsOf = (plot: ChartPlot, name: string): PointsMark =>
  plot.marks.find((mark): mark is PointsMark => mark.kind === 'points' && mark.name === name)!;

/** Validation 0.9, 0.5, 0.52, 0.8 with seeds 0.1 apart; training 0.1, 0.3, 0.4, 0.75. */
const valley = (cell: number, seed: number): Outcome => [
  [0.1, 0.3, 0.4, 0.75][cell]!,
  [0.9, 0.5, 0.52, 0.8][cell]! + (seed - 1) * 0.1,
];

describe('the gap figure as a value', () => {
  it('has logarithmic losses on request, and a linear gap if it reaches below 0', () => {
    const negative = (cell: number): Outcome => [0.5, [0.4, 0.6, 0.7, 0.8][cell]!];
    const plot = plotOf(sweepOf([lambdas], [0], negative), { scale: 'logarithmic' });
    expect(plot.y.map(({ isLogarithmic }) => isLogarithmic)).toEqual([true, false]);
    expect(figureOf(sweepOf([lambdas], [0], negative)).isLogarithmic).toBe(false);
  });

  it('says what it shows, places each mean with its interval, and knows the runs behind it', () => {
    const figure = figureOf(sweepOf([lambdas], [0, 1, 2], valley));
    const plot = figure.plot as ChartPlot;
    expect([figure.title, figure.message]).toEqual(['Loss and gap against L2', null]);
    expect(figure.finding).toContain('Of 4 values, L2 1e-3 has the lowest mean validation loss');
    expect(plot.y.map(({ id, title }) => [id, title])).toEqual([
      ['y', 'loss (nats)'],
      ['gap', 'gap'],
    ]);
    expect(plot.x.ticks!.map(({ label }) => label)).toEqual(['0', '1e-3', '0.01', '0.1']);
    const [, second] = pointsOf(plot, 'validation').data;
    // t(2) = 4.302653 by SciPy: 0.5 -+ 0.248414.
    expect([second!.y, second!.low, second!.high].map((value) => Number(value!.toFixed(6)))).toEqual([
      0.5, 0.251586, 0.748414,
    ]);
    expect(second!.runIds).toEqual(['r1-0', 'r1-1', 'r1-2']);
    expect(second!.lines[1]).toBe('▸ validation 0.5000 (95 % 0.2516 to 0.7484), n = 3');
    expect(pointsOf(plot, 'validation, single runs').data).toHaveLength(12);
    expect(plot.marks.filter(({ kind }) => kind === 'rule')).toMatchObject([
      { label: 'lowest' },
      { label: 'one-SE pick', look: 'dashed' },
    ]);
    // Plain data: it survives being stored or sent.
    expect(JSON.parse(JSON.stringify(figure.plot))).toEqual(figure.plot);
  });

  it('highlights selected runs, and puts crosses where runs diverged', () => {
    const sweep = sweepOf([lambdas], [0, 1], (cell, seed) => (cell === 3 ? 'diverged' : valley(cell, seed)));
    const plot = plotOf(sweep, {}, ['r0-1']);
    expect(pointsOf(plot, 'gap, single runs').data.map(({ runIds }) => runIds)).toEqual([['r0-1']]);
    const [cross] = pointsOf(plot, 'diverged').data;
    expect(cross).toMatchObject({ x: -1, isOutside: true, runIds: ['r3-0', 'r3-1'] });
    expect(cross!.lines).toEqual(['2 diverged: seed 0 at epoch 7, 1 at epoch 7']);
  });

  it('makes a line of each value of another axis, in the colours of its scale, until it is held', () => {
    const sweep = sweepOf([lambdas, [{ [l1]: 0 }, { [l1]: 1e-3 }]], [0], (cell) => [0.1, cell / 10]);
    expect(figureOf(sweep).legend).toEqual([
      { label: 'L1 0', tint: { share: 0 }, mark: 'dashed', group: 'L1 0' },
      { label: 'L1 1e-3', tint: { share: 1 }, mark: 'dashed', group: 'L1 1e-3' },
    ]);
    expect(figureOf(sweep).controls!.map(({ key, value }) => [key, value])).toEqual([
      ['metric', 'loss'],
      ['axis', 0],
      ['hold 1', -1],
    ]);
    expect(figureOf(sweep, { 'hold 1': 1 }).legend!.map(({ label }) => label)).toEqual([
      'training loss',
      'validation loss',
      'gap',
    ]);
  });

  it('has words for a sweep over seeds alone, one that has not begun and one that diverged', () => {
    expect(figureOf(sweepOf([], [0, 1], () => [0.1, 0.2])).message).toMatch(/Only the seed varies/);
    expect(figureOf(sweepOf([lambdas], [0], () => null)).message).toBe('No run has completed yet.');
    expect(figureOf(sweepOf([lambdas], [0], () => 'diverged')).message).toMatch(/^Every run that ended/);
  });
});

describe('held axes', () => {
  it('vary if that makes few lines, and are otherwise held at the best cell, until the user chooses', () => {
    const other = Array.from({ length: 7 }, (_, at) => ({ epochs: (at + 1) * 10 }));
    const best = 2 * 7 - 1; // the last cell
    const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-3 }], other], [0], (cell) => [
      0.1,
      cell === best ? 0.1 : 0.9,
    ]);
    const held = (choices: Choices) => [
      ...chooseAxes(sweepCube(sweep, 'final'), choices, { canVary: true }).held,
    ];
    expect(held({})).toEqual([[1, 6]]);
    expect(held({ 'hold 1': -1 })).toEqual([]);
    expect(held({ axis: 1 })).toEqual([]);
    expect(held({ axis: 1, 'hold 0': 1 })).toEqual([[0, 1]]);
  });
});

describe('gap data', () => {
  it('averages over seeds and picks by one standard error', () => {
    const figure = dataOf(sweepOf([lambdas], [0, 1, 2], valley));
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

  it('picks nothing by one standard error if there is one run per point', () => {
    const figure = dataOf(sweepOf([lambdas], [1], valley));
    expect(figure.series[0]!.judgement!.best.point.label).toBe('1e-3');
    expect(figure.series[0]!.pick).toBeNull();
    expect(gapFinding(figure)).toContain('One run per point: no interval');
  });

  it('takes accuracies with a gap that is positive when the network overfits', () => {
    const { cells } = dataOf(sweepOf([lambdas], [1], valley), 'accuracy').series[0]!;
    expect(cells[0]!.training.mean).toBeCloseTo(0.9, 12);
    expect(cells[0]!.gap.mean).toBeCloseTo(0.8, 12);
  });

  it('counts what diverged and what is missing, and averages neither', () => {
    const sweep = sweepOf([lambdas], [0, 1, 2], (cell, seed) =>
      cell === 1 && seed === 2 ? 'diverged' : cell === 3 && seed === 0 ? null : valley(cell, seed),
    );
    const figure = dataOf(sweep);
    const [, second, , last] = figure.series[0]!.cells;
    expect(second!.summary.diverged).toBe(1);
    expect(second!.validation).toMatchObject({ n: 2, excluded: 0 });
    expect(last!.summary.unfinished).toBe(1);
    expect(figure.series[0]!.judgement!.best.point.label).toBe('0.01');
    expect(gapFinding(figure)).toContain('Runs excluded from the means: 1 diverged, 1 not finished.');
    expect(gapFinding(figure)).toContain('compared over the 2 seeds that all of them completed');
    expect(gapTable(figure).rows[1]!.slice(0, 4)).toEqual([1e-3, 1, 0, 0]);
    expect(gapTable(figure).rows[1]![7]).toBe(2);
  });

  it('says so if every cell has diverged runs, and if nothing ran', () => {
    expect(gapFinding(dataOf(sweepOf([lambdas], [0], () => 'diverged')))).toContain('4 diverged');
    expect(gapFinding(dataOf(sweepOf([lambdas], [0], () => null)))).toContain('4 not finished');
  });

  it('makes a series of each point of another axis, or holds it', () => {
    const sweep = sweepOf([lambdas, [{ [l1]: 0 }, { [l1]: 1e-3 }]], [0], (cell) => [0.1, cell / 10]);
    const all = dataOf(sweep);
    expect(all.series.map(({ label, share, cells }) => [label, share, cells.length])).toEqual([
      ['L1 0', 0, 4],
      ['L1 1e-3', 1, 4],
    ]);
    const held = dataOf(sweep, 'loss', new Map([[1, 1]]));
    expect(held.series).toHaveLength(1);
    expect(held.series[0]!.cells.map(({ validation }) => validation.mean)).toEqual([0.1, 0.3, 0.5, 0.7]);
    expect(sweepCube(sweep, 'final').best).toEqual([0, 0]);
    expect(gapFinding(all)).toContain('Every line is lowest at L2 0.');
  });

  it('makes a series of each way of an axis, with no penalty in all of them', () => {
    const points = [{ [l1]: 0, [l2]: 0 }, { [l1]: 1e-3 }, { [l2]: 1e-3 }];
    const figure = dataOf(sweepOf([points], [0], (cell) => [0.1, 0.5 - cell / 10]));
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
