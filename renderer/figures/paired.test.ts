import { describe, expect, it } from 'vitest';
import { tableFrom } from '../figure/figure-table.ts';
import type { ChartPlot, Choices, Figure } from '../figure/figure.ts';
import { type FigureSweep, sweepCube } from './cube.ts';
import { pairedFigure } from './paired.ts';
import { cellLabel } from './paired-cells.ts';
import { type Outcome, sweepOf } from './sweep.fixture.ts';

const l2 = 'layers.0.weightRegularizerL2';

const figureOf = (sweep: FigureSweep, choices: Choices = { baseline: 0, other: 1 }): Figure =>
  pairedFigure({ sweep, at: 'final', selected: null, choices });

function pairOf(outcome: (cell: number, seed: number) => Outcome): Figure {
  return figureOf(sweepOf([[{ [l2]: 0 }, { [l2]: 1e-3 }]], [0, 1, 2], outcome));
}

describe('paired differences', () => {
  // Differences -0.4, -0.5, -0.6: mean -0.5, sd 0.1, t(2) = 4.302653, so -0.5 -+ 0.248414.
  const lower = (cell: number, seed: number): Outcome => [0.1, cell === 0 ? 1 + seed : 0.6 + seed * 0.9];

  it('states a difference that its interval supports', () => {
    const figure = pairOf(lower);
    expect(figure.finding).toBe(
      'With L2 1e-3, validation loss is on average 0.5000 lower than with L2 0, n = 3 pairs. ' +
        'The 95 % interval of the difference, −0.7484 to −0.2516, excludes 0.',
    );
    const [points, mean] = (figure.plot as ChartPlot).marks;
    expect(points).toMatchObject({ kind: 'points', stemFrom: 0, data: { 2: { y: 1, runIds: ['r1-2'] } } });
    expect(mean).toMatchObject({
      shape: 'diamond',
      data: [{ y: 0, lines: [expect.stringMatching(/^mean −0.5000/)] }],
    });
    expect(tableFrom(figure.table).rows[3]!.slice(0, 3)).toEqual(['mean of 3', null, null]);
  });

  it('is corrected if the seeds split one table', () => {
    // SciPy: -0.5 -+ t.ppf(0.975, 2) sqrt((1/3 + 1/4) var(ddof=1)).
    const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-3 }]], [0, 1, 2], lower);
    const split = { ...sweep, members: sweep.members.map((run) => ({ ...run, resplit: 1 / 4 })) };
    expect(figureOf(split).finding).toContain('−0.8286 to −0.1714');
  });

  it('does not state what the seeds leave open', () => {
    expect(pairOf((cell, seed) => [0, cell === 0 ? 1 : seed]).finding).toContain('includes 0');
  });

  it('leaves out and counts pairs with a diverged or missing run', () => {
    const figure = pairOf((cell, seed) =>
      cell === 1 && seed === 0 ? 'diverged' : cell === 0 && seed === 1 ? null : lower(cell, seed),
    );
    const words = figure.finding;
    expect(words).toContain('n = 1 pair. One pair has no interval');
    expect(words).toContain('Pairs left out: 1 diverged. 1 seed completed in only one of them.');
    expect(pairOf(() => null).finding).toBe('No seed has completed in both.');
  });

  it('corrects for the other cell having been chosen as the lowest', () => {
    // Differences to the first cell: −0.2, 0, −0.1 and 0.1, 0.2, 0; scipy.stats t.ppf(1 - 0.025 / 2, 2) = 6.2054.
    const losses = [
      [0.6, 0.5, 0.6],
      [0.4, 0.5, 0.5],
      [0.7, 0.7, 0.6],
    ];
    const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-3 }, { [l2]: 1 }]], [0, 1, 2], (cell, seed) => {
      return [0.1, losses[cell]![seed]!];
    });
    expect(figureOf(sweep).finding).toContain(
      'L2 1e-3 was picked for its lowest validation loss: −0.1000 [−0.4583, 0.2583], n = 3, allowing for the 2 settings tried, ' +
        'which may be chance: about 10 fresh seeds',
    );
    // -0.1 -+ 6.2054 sqrt((1/3 + 1/4) 0.1^2) if the seeds split one table.
    const split = { ...sweep, members: sweep.members.map((run) => ({ ...run, resplit: 1 / 4 })) };
    expect(figureOf(split).finding).toContain(
      '−0.1000 [−0.5739, 0.3739], n = 3, allowing for the 2 settings tried, ' +
        'which may be chance: not even 10,000 fresh splits of this table would detect',
    );
    expect(figureOf(sweep, { baseline: 0, other: 2 }).finding).not.toContain('picked');
  });

  it('says where a pair does not share its data', () => {
    const sweep = sweepOf([[{ 'layers.0.units': 8 }, { 'layers.0.units': 9 }]], [0, 1], () => [0.1, 0.5]);
    const figure = figureOf(sweep);
    expect(figure.finding).toContain('Pairs do not share their data: the validation sets differ');
  });

  it('names a cell by all its values', () => {
    const sweep = sweepOf(
      [
        [{ [l2]: 0 }, { [l2]: 1 }],
        [{ precision: 'float32' }, { precision: 'float64' }],
      ],
      [0],
      () => null,
    );
    expect(cellLabel(sweepCube(sweep, 'final').axes, sweep.grid[2]!.points)).toBe('L2 1, precision float32');
  });
});
