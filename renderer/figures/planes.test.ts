import { describe, expect, it } from 'vitest';
import type { PlanesPlot } from '../figure/figure.ts';
import { tableFrom } from '../figure/figure-table.ts';
import { type BoundaryPlace, boundariesFigure } from './boundaries.ts';
import { sweepCube } from './cube.ts';
import { disagreementFigure, type DisagreementPlace } from './disagreement.ts';
import { planeColumns } from './plane-cells.ts';
import { sweepOf } from './sweep.fixture.ts';

const l2 = 'layers.0.weightRegularizerL2';
const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-2 }]], [0, 1], (cell, seed) =>
  cell === 1 && seed === 1 ? 'diverged' : [0.1, 0.5],
);
const [axis] = sweepCube(sweep, 'final').axes;
const { columns } = planeColumns(sweep, axis, new Map());
const frame = { message: null, controls: [] };
const picture = {} as ImageBitmap;

describe('decision boundaries', () => {
  const place = (column: number, loss: number | null): BoundaryPlace => ({
    row: 0,
    column,
    epoch: 90,
    scene:
      loss === null
        ? null
        : ({ picture, lines: new Float32Array(), validation: { loss, accuracy: 0.9, wrong: [] } } as never),
  });
  const figureOf = (losses: (number | null)[]) =>
    boundariesFigure(
      {
        axis,
        columns,
        seed: 0,
        epochs: [100],
        places: losses.map((loss, column) => place(column, loss)),
        leftOut: 0,
        selected: null,
      },
      frame,
    );

  it('name the best network once all have been examined', () => {
    expect(figureOf([0.5, null]).finding).toBeNull();
    const figure = figureOf([0.5, 0.25]);
    expect(figure.finding).toBe('At epoch 100 seed 0 has the lowest validation loss, 0.2500, at L2 0.01.');
    const { tiles } = (figure.plot as PlanesPlot).content;
    expect(tiles[0]!.map((tile) => [tile!.note, tile!.runId])).toEqual([
      ['epoch 90, 0.5000', 'r0-0'],
      ['epoch 90, 0.2500', 'r1-0'],
    ]);
    expect(tableFrom(figure.table).rows[1]).toEqual(['0.01', 0, 90, 0.25, 0.9]);
  });
});

describe('disagreement', () => {
  const figureOf = (shares: (number | null)[]) =>
    disagreementFigure(
      {
        axis,
        columns,
        classes: 3,
        places: shares.map((disputed, column): DisagreementPlace => ({
          column,
          seeds: 2,
          map: disputed === null ? null : { picture, disputed, mean: disputed / 2 },
        })),
      },
      frame,
    );

  it('compares nothing before every map is made', () => {
    expect(figureOf([0.1, null]).finding).toBeNull();
    expect(figureOf([0.1, 0.3]).finding).toBe(
      'Seeds disagree least at L2 0, on 10.0% of the plane, and most at 0.01, on 30.0%. Diverged runs, not in it: 1.',
    );
    expect(figureOf([0.1]).finding).toBe(
      'Seeds disagree on 10.0% of the plane. Diverged runs, not in it: 1.',
    );
  });
});
