import { expect, it } from 'vitest';
import type { ChartPlot, PointsMark } from '../../figure/figure.ts';
import { contourFigure } from './contour-figure.ts';
import { tableOf } from './columns.fixture.ts';
import { fieldAxis } from './field-axis.ts';
import { sliceFigure } from './slice-figure.ts';

const [units, noise, loss] = ['layers.0.units', 'dataset.noise', 'validation_loss'];
/** One run without a loss, one without noise, and two at the same place. */
const table = tableOf({
  [units]: [8, 16, 8, 16, 8, 8, 16],
  [noise]: [0.1, 0.1, 0.2, 0.2, 0.1, 0.2, null],
  [loss]: [1, 2, 3, 4, 2, NaN, 9],
});
const axes = [units, noise, loss].map((name) =>
  fieldAxis(
    table.columns.find(({ field }) => field.name === name)!,
    [],
  ),
);
const input = { table, axes, judged: loss, selected: null, choices: {} };

it('draws means where runs are, joined by triangles, and says what has no place', () => {
  const { plot, finding, message } = contourFigure(input);
  const [surface, points] = (plot as ChartPlot).marks;
  expect(message).toBeNull();
  expect((points as PointsMark).data.map(({ x, y, runIds }) => [x, y, runIds])).toEqual([
    [8, 0.1, ['r0', 'r4']],
    [16, 0.1, ['r1']],
    [8, 0.2, ['r2']],
    [16, 0.2, ['r3']],
  ]);
  expect(surface).toMatchObject({
    kind: 'surface',
    data: [{ share: 0 }, { share: 0.2 }, { share: 0.6 }, { share: 1 }],
  });
  expect(surface!.kind === 'surface' && surface!.triangles).toHaveLength(2);
  expect(finding).toContain('The lowest mean of validation loss that was measured is 1.500');
  expect(finding).toContain('(2 runs)');
  expect(finding).toContain('Noise: 1 of 7 runs has no value');
});

it('does not interpolate between places on a line', () => {
  const line = tableOf({ [units]: [8, 16, 32], [noise]: [0.1, 0.1, 0.1], [loss]: [1, 2, 3] });
  const own = line.columns.map((column) => fieldAxis(column, []));
  expect(contourFigure({ ...input, table: line, axes: own }).finding).toContain('The places lie on one line');
});

// scipy.stats.t.interval(0.95, 1, 1.5, scipy.stats.sem([1, 2])) is -4.8531024 to 7.8531024.
it('slices along one setting, with a line for each value of the other', () => {
  const { plot, legend } = sliceFigure(input);
  const marks = (plot as ChartPlot).marks as PointsMark[];
  expect(legend!.map(({ label }) => label)).toEqual(['0.1', '0.2']);
  expect(marks[0]!.data.map(({ x, y }) => [x, y])).toEqual([[8, 1.5], [16, 2]]); // oxfmt-ignore
  expect(marks[0]!.data[0]!.low).toBeCloseTo(-4.8531024, 6);
  expect(marks[0]!.data[1]!.low).toBeUndefined();
});

it('groups many values by fifths of the runs', () => {
  const many = tableOf({ [units]: [...Array(20)].map(() => 8), [noise]: [...Array(20).keys()].map((at) => at / 100), [loss]: [...Array(20).keys()] }); // oxfmt-ignore
  const own = many.columns.map((column) => fieldAxis(column, []));
  const { legend } = sliceFigure({ ...input, table: many, axes: own });
  expect(legend!.map(({ label }) => label)).toEqual([
    '0 to 0.03',
    '0.04 to 0.07',
    '0.08 to 0.11',
    '0.12 to 0.15',
    '0.16 to 0.19',
  ]);
});
