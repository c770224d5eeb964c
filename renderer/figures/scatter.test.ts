import { expect, it } from 'vitest';
import type { ChartPlot, Choices, Datum } from '../figure/figure.ts';
import { scatterFigure } from './scatter.ts';
import { sweepOf } from './sweep.fixture.ts';

const l2 = 'layers.0.weightRegularizerL2';
const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-2 }]], [0, 1], (cell, seed) =>
  cell === 1 && seed === 1 ? 'diverged' : [0.1, 0.5 + cell / 10 + seed / 100],
);
const figureOf = (choices: Choices = {}, selected: string[] | null = null) =>
  scatterFigure({ sweep, at: 'final', selected: selected && new Set(selected), choices });
function pointsOf(...given: Parameters<typeof figureOf>): readonly Datum[] {
  const [mark] = (figureOf(...given).plot as ChartPlot).marks;
  return mark?.kind === 'points' ? mark.data : [];
}

it('puts each run at its values, and a diverged one at the edge, where no rectangle selects it', () => {
  const points = pointsOf({ x: 'axis0' });
  expect(points[1]).toMatchObject({
    y: 0.51,
    isOutside: false,
    tint: { share: expect.closeTo(0.1786, 3) as number },
  });
  const plot = figureOf({ x: 'axis0' }).plot as ChartPlot;
  expect(points[3]).toMatchObject({
    x: -2,
    y: plot.y[0]!.range.max,
    shape: 'cross',
    isOutside: true,
    runIds: ['r1-1'],
  });
  expect(plot.isBrushable).toBe(true);
});

it('fades runs that are not selected', () => {
  expect(pointsOf({}, ['r0-0']).map(({ isFaint }) => isFaint)).toEqual([false, true, true, true]);
});

it('says what its colours mean', () => {
  expect(figureOf().scale!.ticks.map(({ label }) => label)).toEqual(['0', '0.01']);
  expect(figureOf().title).toBe('Validation loss against training loss');
});
