import { describe, expect, it } from 'vitest';
import type { Cell, ChartPlot, Choices } from '../figure/figure.ts';
import { tableFrom } from '../figure/figure-table.ts';
import { heatMap } from './heat.ts';
import { type Outcome, sweepOf } from './sweep.fixture.ts';

const l1 = 'layers.0.weightRegularizerL1';
const l2 = 'layers.0.weightRegularizerL2';
const axes = [
  [{ [l1]: 0 }, { [l1]: 1e-3 }],
  [{ [l2]: 0 }, { [l2]: 1e-3 }, { [l2]: 1e-2 }],
];

function mapOf(
  outcome: (cell: number, seed: number) => Outcome,
  choices: Choices = {},
  selected: string[] | null = null,
) {
  const input = { at: 'final', selected: selected && new Set(selected), choices } as const;
  const figure = heatMap({ ...input, sweep: sweepOf(axes, [0, 1], outcome) });
  const [mark] = (figure.plot as ChartPlot).marks;
  return { figure, cells: mark?.kind === 'cells' ? mark.data : ([] as Cell[]) };
}

describe('heat map', () => {
  // Means 0.4 to 0.9; both seeds of a cell are 0.2 apart, so the standard error of each mean is 0.1.
  const rising = (cell: number, seed: number): Outcome => [0.1, 0.4 + cell / 10 + (seed - 0.5) * 0.2];

  it('places means, scales colours, and marks what one standard error leaves open', () => {
    const { cells, figure } = mapOf(rising);
    expect(figure.scale).toEqual({
      title: 'mean validation loss (nats)',
      ticks: [
        { share: 0, label: '0.4000' },
        { share: 1, label: '0.9000' },
      ],
    });
    expect(cells.map(({ share }) => Number(share!.toFixed(9)))).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(cells.map(({ title }) => title).slice(1, 4)).toEqual([
      'L1 0, L2 1e-3',
      'L1 0, L2 0.01',
      'L1 1e-3, L2 0',
    ]);
    expect(cells.map(({ edge }) => edge).slice(0, 3)).toEqual(['best', 'near', null]);
    expect(cells[1]).toMatchObject({ x: 0, y: 1, text: '0.5000', note: 'n 2', runIds: ['r1-0', 'r1-1'] });
    expect(figure.finding).toBe(
      'Of 6 cells, the one at L1 0 and L2 0 has the lowest mean validation loss (0.4000, n = 2). 1 other cell is within one standard error of it.',
    );
  });

  it('gives equal ratios equal steps of colour on request, and the mean of the ends its own tick', () => {
    const decades = (cell: number): Outcome => [0, [0.01, 0.1, 1, 1, 1, 1][cell]!];
    const { cells, figure } = mapOf(decades, { scale: 'logarithmic' });
    expect(cells.slice(0, 3).map(({ share }) => Number(share!.toFixed(12)))).toEqual([0, 0.5, 1]);
    expect(figure.scale?.ticks.map(({ label }) => label)).toEqual(['0.01000', '0.1000', '1.000']);
  });

  it('marks by validation loss whatever it shows', () => {
    const { cells } = mapOf((cell) => [1 - cell / 10, 1 - cell / 10], { metric: 'generalizationGap' });
    expect(cells.map(({ text }) => text)).toEqual(Array.from({ length: 6 }, () => '0.0000'));
    expect(cells.every(({ share }) => share === 0.5)).toBe(true);
    expect(cells.findIndex(({ edge }) => edge === 'best')).toBe(5);
  });

  it('shows a cell whose runs diverged without a colour, and counts them', () => {
    const { cells, figure } = mapOf((cell, seed) =>
      cell === 0 || (cell === 1 && seed === 0) ? 'diverged' : rising(cell, seed),
    );
    expect(cells[0]).toMatchObject({ share: null, edge: null, hasDiverged: true });
    expect(cells[1]!.note).toBe('n 1');
    expect(cells[2]!.edge).toBe('best');
    expect(figure.finding).toContain('Runs excluded from the means: 3 diverged.');
    expect(tableFrom(figure.table).rows[0]).toEqual([0, 0, null, null, null, 0, 2, 0, 0, '']);
  });

  it('fades what is not selected, and swaps its axes', () => {
    expect(mapOf(rising, {}, ['r2-1']).cells.map(({ isFaint }) => isFaint)).toEqual(
      Array.from({ length: 6 }, (_, cell) => cell !== 2),
    );
    expect(mapOf(rising, { x: 1 }).figure.title).toBe('L2 × L1');
  });
});
