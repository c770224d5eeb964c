import { describe, expect, it } from 'vitest';
import { figureAxes } from './figure-axes.ts';
import { atEpochs, bandLabel, seedBands, seedFinding, seedGroups, seedTable } from './seed-curves.ts';
import { sweepOf } from './sweep.fixture.ts';

const l2 = 'layers.0.weightRegularizerL2';
const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-3 }]], [0, 1], (cell, seed) =>
  cell === 1 && seed === 1 ? 'diverged' : [0.1, 0.5],
);
const groups = seedGroups(sweep, figureAxes(sweep)[0], new Map());
const curves = new Map([
  ['r0-0', { epochs: [0, 10, 20], values: [1, 0.4, 0.8] }],
  ['r0-1', { epochs: [0, 10, 20], values: [1, 0.6, 1] }],
  ['r1-0', { epochs: [0, 10, 20], values: [1, 0.7, 0.6] }],
  ['r1-1', { epochs: [0, 10], values: [3, Infinity] }],
]);

describe('seed curves', () => {
  it('groups runs along an axis, and all together without one', () => {
    expect(groups.map(({ label, share, runs }) => [label, share, runs.length])).toEqual([
      ['L2 0', 0, 2],
      ['L2 1e-3', 1, 2],
    ]);
    expect(seedGroups(sweep, undefined, new Map())[0]!.runs).toHaveLength(4);
    expect(seedGroups(sweep, undefined, new Map([[0, 1]]))[0]!.runs).toHaveLength(2);
  });

  it('averages each epoch, and leaves a diverged run out of the mean from the start', () => {
    const [first, second] = seedBands(groups, curves);
    expect([...first!.band.mean]).toEqual([1, 0.5, 0.9]);
    // sd 0.1414, n 2: t(1) = 12.7062, so the interval is 0.5 -+ 1.27062.
    expect(first!.band.lower[1]).toBeCloseTo(-0.77062, 5);
    expect([...second!.band.mean]).toEqual([1, 0.7, 0.6]);
    expect(second!.band.n).toBe(1);
    expect(second!.diverged.map(({ run, values }) => [run.id, ...Array.from(values)])).toEqual([
      ['r1-1', 3, Infinity],
    ]);
    expect(bandLabel(second!)).toBe('L2 1e-3, n = 1, 1 diverged');
    expect(seedFinding([first!, second!], 'validation loss', true)).toBe(
      'Of 2 mean curves, validation loss gets lowest for L2 0: 0.5000 at epoch 10 and ends at 0.9000 (n = 2). ' +
        'Runs excluded from the means: 1 diverged.',
    );
    const row = seedTable([first!, second!]).rows[2]!;
    expect(row.map((cell) => (typeof cell === 'number' ? Number(cell.toFixed(3)) : cell))).toEqual([
      20,
      0.9,
      -0.371,
      2.171,
      2,
      0.6,
      null,
      null,
      1,
    ]);
  });

  it('takes training values at validated epochs, and few enough of them', () => {
    expect(atEpochs({ epochs: [0, 1, 2, 3, 4], values: [5, 6, 7, 8, 9] }, [0, 2, 9])).toEqual({
      epochs: Float64Array.of(0, 2),
      values: Float64Array.of(5, 7),
    });
    const long = Array.from({ length: 100 }, (_, index) => index);
    const [only] = seedBands(groups, new Map([['r0-0', { epochs: long, values: long }]]), 10);
    expect([...only!.band.epochs]).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99]);
  });
});
