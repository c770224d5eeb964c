import { describe, expect, it } from 'vitest';
import type { ChartPlot } from '../figure/figure.ts';
import { tableFrom } from '../figure/figure-table.ts';
import { configOfCell } from './cell-config.ts';
import { layerWeights } from './layer-weights.ts';
import { sweepCube } from './cube.ts';
import { pathFigure } from './path.ts';
import { pathCells } from './path-cells.ts';
import { sweepOf } from './sweep.fixture.ts';

const l2 = 'layers.0.weightRegularizerL2';

describe('layer weights', () => {
  it('measures each layer of a snapshot, and finds dead units on two-feature data', () => {
    const layers = [
      { kind: 'dense', units: 2 },
      { kind: 'relu' },
      { kind: 'dense', units: 2 },
      { kind: 'softmax' },
    ] as never;
    // Weights [2, 2] and biases of the first layer, then those of the second: unit 2 is below 0 everywhere.
    const snapshot = Float32Array.from([3, 0, 4, 0, 0, -1, 1e-3, 0.5, 0, -2, 0, 0]);
    const [first, second] = layerWeights(layers, snapshot, Float64Array.from([1, 1, 0.5, 0.25]));
    expect(first).toEqual({ weights: 4, l1: 7, l2: 5, nearZero: [2, 2, 2, 2], dead: { units: 2, count: 1 } });
    expect(second).toMatchObject({ weights: 4, nearZero: [1, 1, 1, 2], dead: null });
    expect(layerWeights(layers, snapshot, null)[0]!.dead).toBeNull();
  });

  it('puts the values of a cell into the base config', () => {
    const sweep = sweepOf([[{ 'layers.0.units': 4 }, { 'layers.0.units': 9 }]], [0], () => null);
    expect(configOfCell(sweep, 1).layers[0]).toMatchObject({ kind: 'dense', units: 9 });
  });
});

describe('regularization path', () => {
  const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-2 }]], [0, 1], (cell, seed) =>
    cell === 1 && seed === 1 ? 'diverged' : [0.1, 0.5],
  );
  const layer = (norm: number, zero: number) => [
    { weights: 10, l1: 2 * norm, l2: norm, nearZero: [0, 0, 0, zero], dead: { units: 4, count: 1 } },
  ];
  const weights = new Map([
    ['r0-0', layer(4, 1)],
    ['r0-1', layer(6, 3)],
    ['r1-0', layer(1, 9)],
  ]);
  const cube = sweepCube(sweep, 'final');
  const [axis] = cube.axes;
  const choice = {
    axis: axis!,
    held: new Map<number, number>(),
    way: null,
    norm: 'l2',
    threshold: 1e-2,
  } as const;

  it('averages norms, near-zero shares and dead units over completed runs', () => {
    const cells = pathCells(cube, weights, choice);
    expect(cells.map(({ layers }) => layers[0]!.norm.mean)).toEqual([5, 1]);
    expect(cells.map(({ layers }) => layers[0]!.nearZero.mean)).toEqual([0.2, 0.9]);
    expect(cells[0]!.layers[0]!.dead!.mean).toBe(0.25);
    expect(cells[1]!.summary).toMatchObject({ diverged: 1, validationLoss: { n: 1 } });
    // SciPy: 5 - t.ppf(0.975, 1) sqrt((1/2 + 1/4) var(ddof=1)) if the seeds split one table.
    const split = { ...sweep, members: sweep.members.map((run) => ({ ...run, resplit: 1 / 4 })) };
    const { norm } = pathCells(sweepCube(split, 'final'), weights, choice)[0]!.layers[0]!;
    expect(norm.ci95![0]).toBeCloseTo(-10.561859, 5);
  });

  const figureOf = (known: typeof weights, isReading = false) =>
    pathFigure({ sweep, at: 'final', selected: null, choices: {} }, known, { isReading, problem: null });

  it('says what becomes of the weights once they are all read', () => {
    const figure = figureOf(weights);
    expect(figure.finding).toBe(
      'From L2 0 to 0.01 the L2 norm goes from 5.000 to 1.000 in dense 1. ' +
        'At 0.01, 90.0% of the weights of dense 1 are within 0.01 of 0 (20.0% at 0). Runs excluded from the means: 1 diverged.',
    );
    expect(tableFrom(figure.table).rows[1]).toEqual([
      0.01,
      1,
      1,
      null,
      null,
      0.9,
      0.25,
      1,
      0.5,
      null,
      null,
      1,
    ]);
    expect((figure.plot as ChartPlot).marks.map((mark) => mark.kind === 'points' && mark.name)).toEqual([
      'dense 1, norm',
      'dense 1, near zero',
      'dense 1, dead units',
      'validation loss',
      'diverged',
    ]);
    expect(figureOf(weights, true).finding).toBeNull();
    expect(figureOf(new Map(), true).message).toBe('Reading parameters…');
    expect(figureOf(new Map()).message).toBe('No run here kept its parameters.');
  });

  it('follows one way of an axis with several, starting from no penalty', () => {
    const l1 = 'layers.0.weightRegularizerL1';
    const both = sweepOf([[{ [l1]: 0, [l2]: 0 }, { [l1]: 1e-3 }, { [l2]: 1e-3 }]], [0], () => [0.1, 0.5]);
    const ways = sweepCube(both, 'final');
    const cells = pathCells(ways, new Map(), { ...choice, axis: ways.axes[0]!, way: 'L2' });
    expect(cells.map(({ cell }) => cell)).toEqual([0, 2]);
  });

  it('counts runs that kept no parameters', () => {
    expect(figureOf(new Map([['r0-0', layer(4, 1)]])).finding).toBe(
      'Runs excluded from the means: 1 diverged, 2 kept no parameters.',
    );
  });
});
