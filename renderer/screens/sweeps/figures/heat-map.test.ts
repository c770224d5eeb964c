import { describe, expect, it } from 'vitest';
import { figureAxes } from './figure-axes.ts';
import { heatFinding, heatMap, heatTable, type HeatMetric } from './heat-map.ts';
import { type Outcome, sweepOf } from './sweep.fixture.ts';

const l1 = 'layers.0.weightRegularizerL1';
const l2 = 'layers.0.weightRegularizerL2';
const axes = [
  [{ [l1]: 0 }, { [l1]: 1e-3 }],
  [{ [l2]: 0 }, { [l2]: 1e-3 }, { [l2]: 1e-2 }],
];

function mapOf(outcome: (cell: number, seed: number) => Outcome, metric: HeatMetric = 'validationLoss') {
  const sweep = sweepOf(axes, [0, 1], outcome);
  const [x, y] = figureAxes(sweep);
  return heatMap(sweep, { x: x!, y: y!, held: new Map(), metric, at: 'final' });
}

describe('heat map', () => {
  // Means 0.4 to 0.9; both seeds of a cell 0.2 apart, so the standard error of each mean is 0.1.
  const rising = (cell: number, seed: number): Outcome => [0.1, 0.4 + cell / 10 + (seed - 0.5) * 0.2];

  it('places means, scales colours, and marks what one standard error leaves open', () => {
    const { cells, range } = mapOf(rising);
    expect(range!.map((end) => Number(end.toFixed(9)))).toEqual([0.4, 0.9]);
    expect(cells.map(({ share }) => Number(share!.toFixed(9)))).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(cells.map(({ x, y }) => [x.label, y.label]).slice(1, 4)).toEqual([
      ['0', '1e-3'],
      ['0', '0.01'],
      ['1e-3', '0'],
    ]);
    expect(cells.map(({ isBest, isWithin }) => `${isBest} ${isWithin}`).slice(0, 3)).toEqual([
      'true true',
      'false true',
      'false false',
    ]);
    expect(heatFinding(mapOf(rising))).toBe(
      'Of 6 cells, the one at L1 0 and L2 0 has the lowest mean validation loss (0.4000, n = 2). 1 other cell is within one standard error of it.',
    );
  });

  it('marks by validation loss whatever it shows', () => {
    const { cells } = mapOf((cell) => [1 - cell / 10, 1 - cell / 10], 'generalizationGap');
    expect(cells.map(({ value }) => value.mean)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(cells.every(({ share }) => share === 0.5)).toBe(true);
    expect(cells.findIndex(({ isBest }) => isBest)).toBe(5);
  });

  it('shows a cell whose runs diverged without a colour, and counts them', () => {
    const map = mapOf((cell, seed) =>
      cell === 0 || (cell === 1 && seed === 0) ? 'diverged' : rising(cell, seed),
    );
    expect(map.cells[0]).toMatchObject({ share: null, isBest: false, summary: { diverged: 2 } });
    expect(map.cells[1]!.value).toMatchObject({ n: 1, excluded: 0 });
    expect(map.cells[2]!.isBest).toBe(true);
    expect(heatFinding(map)).toContain('Runs excluded from the means: 3 diverged.');
    expect(heatTable(map).rows[0]).toEqual([0, 0, null, null, null, 0, 2, 0, 0, '']);
  });
});
