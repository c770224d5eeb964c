import { expect, it } from 'vitest';
import { runColumns } from './run-columns.ts';
import { runsInside, scatterPoints, scatterScale } from './scatter-chart.ts';
import { sweepOf } from './sweep.fixture.ts';

const l2 = 'layers.0.weightRegularizerL2';
const sweep = sweepOf([[{ [l2]: 0 }, { [l2]: 1e-2 }]], [0, 1], (cell, seed) =>
  cell === 1 && seed === 1 ? 'diverged' : [0.1, 0.5 + cell / 10 + seed / 100],
);
const all = runColumns(sweep, 'final');
const y = all.columns.findIndex(({ key }) => key === 'validationLoss');
const choice = { x: 0, y, color: 0 };

it('puts each run at its values, and one that diverged at the edge', () => {
  const points = scatterPoints(all, choice);
  expect(points[1]).toMatchObject({ y: 0.51 });
  expect(points[3]!.y).toBe(all.columns[y]!.range.max);
  expect(points[3]!.x).toBe(-2);
});

it('selects what lies in a rectangle, which a diverged run never does', () => {
  const everywhere = { min: -100, max: 100 };
  expect(runsInside(all, choice, { x: everywhere, y: everywhere })).toEqual(['r0-0', 'r0-1', 'r1-0']);
  expect(runsInside(all, choice, { x: everywhere, y: { min: 0.505, max: 0.55 } })).toEqual(['r0-1']);
});

it('says what colours mean', () => {
  expect(scatterScale(all, choice)!.ticks.map(({ label }) => label)).toEqual(['0', '0.01']);
});
