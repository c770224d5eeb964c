import { describe, expect, it } from 'vitest';
import { figureAxes } from './figure-axes.ts';
import { configOfCell } from '../cell-config.ts';
import { layerWeights } from './layer-weights.ts';
import { pathFigure, pathFinding, pathTable } from './path-figure.ts';
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

  it('puts the values of a cell into the base', () => {
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
  const [axis] = figureAxes(sweep);
  const choice = {
    axis: axis!,
    held: new Map<number, number>(),
    way: null,
    norm: 'l2',
    threshold: 1e-2,
    at: 'final',
  } as const;

  it('averages norms, near-zero shares and dead units over the runs that completed', () => {
    const figure = pathFigure(sweep, weights, choice);
    expect(figure.cells.map(({ layers }) => layers[0]!.norm.mean)).toEqual([5, 1]);
    expect(figure.cells.map(({ layers }) => layers[0]!.nearZero.mean)).toEqual([0.2, 0.9]);
    expect(figure.cells[0]!.layers[0]!.dead!.mean).toBe(0.25);
    // SciPy: 5 - t.ppf(0.975, 1) sqrt((1/2 + 1/4) var(ddof=1)) where the seeds split one table.
    const split = { ...sweep, members: sweep.members.map((run) => ({ ...run, resplit: 1 / 4 })) };
    const { norm } = pathFigure(split, weights, choice).cells[0]!.layers[0]!;
    expect(norm.ci95![0]).toBeCloseTo(-10.561859, 5);
    expect(figure.cells[1]).toMatchObject({ diverged: 1, validationLoss: { n: 1 } });
    expect(pathFinding(figure)).toBe(
      'From L2 0 to 0.01 the L2 norm goes from 5.000 to 1.000 in dense 1. ' +
        'At 0.01, 90.0% of the weights of dense 1 are within 0.01 of 0 (20.0% at 0). Runs excluded from the means: 1 diverged.',
    );
    expect(pathTable(figure).rows[1]).toEqual([0.01, 1, 1, null, null, 0.9, 0.25, 1, 0.5, null, null, 1]);
  });

  it('follows one way of an axis of several, from no penalty on', () => {
    const l1 = 'layers.0.weightRegularizerL1';
    const both = sweepOf([[{ [l1]: 0, [l2]: 0 }, { [l1]: 1e-3 }, { [l2]: 1e-3 }]], [0], () => [0.1, 0.5]);
    const [ways] = figureAxes(both);
    const { cells } = pathFigure(both, new Map(), { ...choice, axis: ways!, way: 'L2' });
    expect(cells.map(({ cell }) => cell)).toEqual([0, 2]);
  });

  it('counts runs that kept no parameters', () => {
    const figure = pathFigure(sweep, new Map([['r0-0', layer(4, 1)]]), choice);
    expect(figure.without).toBe(2);
    expect(pathFinding(figure)).toBe('Runs excluded from the means: 1 diverged, 2 kept no parameters.');
  });
});
