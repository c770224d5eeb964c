import { describe, expect, it } from 'vitest';
import type { CurvesPlot } from '../figure/figure.ts';
import { sweepCube } from './cube.ts';
import { curvesFigure, curvesRequest } from './curves.ts';
import { atEpochs, bandLabel, seedBands, seedGroups } from './seed-curves.ts';
import { seedFinding, seedTable } from './seed-words.ts';
import { sweepOf } from './sweep.fixture.ts';

const l2 = 'layers.0.weightRegularizerL2';
const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-3 }]], [0, 1], (cell, seed) =>
  cell === 1 && seed === 1 ? 'diverged' : [0.1, 0.5],
);
const cube = sweepCube(sweep, 'final');
const groups = seedGroups(cube, cube.axes[0], new Map());
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
    expect(seedGroups(cube, undefined, new Map())[0]!.runs).toHaveLength(4);
    expect(seedGroups(cube, undefined, new Map([[0, 1]]))[0]!.runs).toHaveLength(2);
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

  it('takes training values at validated epochs, and limits their number', () => {
    expect(atEpochs({ epochs: [0, 1, 2, 3, 4], values: [5, 6, 7, 8, 9] }, [0, 2, 9])).toEqual({
      epochs: Float64Array.of(0, 2),
      values: Float64Array.of(5, 7),
    });
    const long = Array.from({ length: 100 }, (_, index) => index);
    const [only] = seedBands(groups, new Map([['r0-0', { epochs: long, values: long }]]), 10);
    expect([...only!.band.epochs]).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99]);
  });

  it('says nothing while curves are still being read', () => {
    const input = { sweep, at: 'final', selected: null, choices: {} } as const;
    const read = { curves, problem: null };
    const request = curvesRequest(input);
    expect([request.metric, request.ids]).toEqual(['validationLoss', ['r0-0', 'r0-1', 'r1-0', 'r1-1']]);
    expect(curvesFigure(input, request, { ...read, isReading: true }).finding).toBeNull();
    const figure = curvesFigure(input, request, { ...read, isReading: false });
    expect(figure.finding).toMatch(/^Of 2 mean curves/);
    expect(figure.legend!.map(({ label, tint }) => [label, tint])).toEqual([
      ['L2 0, n = 2', { share: 0 }],
      ['L2 1e-3, n = 1, 1 diverged', { share: 1 }],
    ]);
    const { content } = figure.plot as CurvesPlot;
    expect(content.series.map(({ key, faint, band }) => [key, faint ?? false, band !== undefined])).toEqual([
      ['point 0', false, true],
      ['r0-0', true, false],
      ['r0-1', true, false],
      ['point 1', false, false],
      ['r1-0', true, false],
      ['r1-1', true, false],
    ]);
    expect((figure.plot as CurvesPlot).panels).toBeUndefined();
    const apart = curvesFigure({ ...input, choices: { layout: 'apart' } }, request, {
      ...read,
      isReading: false,
    });
    const panels = (apart.plot as CurvesPlot).panels!;
    expect(panels.map(({ title, content: { series } }) => [title, series.length])).toEqual([
      ['L2 0, n = 2', 3],
      ['L2 1e-3, n = 1, 1 diverged', 3],
    ]);
    expect(panels[0]!.content.range).toEqual(panels[1]!.content.range);
    expect(content.marks).toMatchObject([{ kind: 'diverged', epoch: 7 }]);
  });

  it('names many groups by the colour scale', () => {
    const lambdas = Array.from({ length: 20 }, (_, at) => ({ [l2]: at === 0 ? 0 : 10 ** (at / 4 - 6) }));
    const many = sweepOf([lambdas], [0], () => [0.1, 0.5]);
    const input = { sweep: many, at: 'final', selected: null, choices: {} } as const;
    const all = new Map(many.members.map(({ id }) => [id!, { epochs: [0, 10], values: [1, 0.5] }]));
    const figure = curvesFigure(input, curvesRequest(input), {
      curves: all,
      isReading: false,
      problem: null,
    });
    expect(figure.legend).toEqual([]);
    expect([figure.scale!.title, figure.scale!.groups!.length]).toEqual(['L2', 20]);
    expect(figure.scale!.ticks.map(({ label }) => label)).toEqual(['0', '3.162e-4', '0.05623']);
  });
});
