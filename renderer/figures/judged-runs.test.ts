import { expect, it } from 'vitest';
import type { ChartPlot } from '../figure/figure.ts';
import { classAccuraciesFigure } from './class-accuracies.ts';
import { reliabilityFigure } from './reliability.ts';

/** 4 samples at 55 % confidence, half of them right, and 12 at 95 % confidence, three quarters right. */
const reliability = {
  counts: Float64Array.of(0, 0, 0, 0, 0, 4, 0, 0, 0, 12),
  confidences: Float64Array.of(NaN, NaN, NaN, NaN, NaN, 0.55, NaN, NaN, NaN, 0.95),
  accuracies: Float64Array.of(NaN, NaN, NaN, NaN, NaN, 0.5, NaN, NaN, NaN, 0.75),
};
const run = (id: string) => ({ id, name: `run ${id}`, slot: 0, reliability });

it('draws the bins that have samples, with their counts, and gives the calibration error', () => {
  const { plot, finding, table } = reliabilityFigure([run('a')], 'validation', null);
  const [accuracy, samples] = (plot as ChartPlot).marks;
  const places = (mark: typeof accuracy) => mark?.kind === 'points' && mark.data.map(({ x, y }) => [x, y]);
  expect(places(accuracy)).toEqual([[0.55, 0.5], [0.95, 0.75]]); // oxfmt-ignore
  expect(places(samples)).toEqual([[0.55, 4], [0.95, 12]]); // oxfmt-ignore
  // (4 * 0.05 + 12 * 0.2) / 16
  expect(finding).toBe('Expected calibration error on the validation set: 0.1625 of run a.');
  expect(table).toMatchObject({ rows: [['run a', 0.55, 0.5, 4], ['run a', 0.95, 0.75, 12]] }); // oxfmt-ignore
});

it('gives the extremes for many runs, and nothing for none', () => {
  const many = ['a', 'b', 'c', 'd'].map(run);
  expect(reliabilityFigure(many, 'test', null).finding).toContain(
    '0.1625 of run a at least, 0.1625 of run d at most',
  );
  expect(reliabilityFigure([], 'test', 'Counting').finding).toBeNull();
});

it('has a square for each class of each run, empty if a class has no samples', () => {
  const confusion = { matrix: Float64Array.of(3, 1, 0, 0, 2, 0, 0, 0, 0), names: ['x', 'y', 'z'] };
  const { plot, finding } = classAccuraciesFigure(
    [{ id: 'a', name: 'run a', confusion }],
    'validation',
    null,
  );
  const [cells] = (plot as ChartPlot).marks;
  const told = cells?.kind === 'cells' && cells.data.map(({ share, text, lines }) => [share, text, lines[0]]);
  expect(told).toEqual([
    [0.75, '75.0%', '3 of 4 samples are right'],
    [1, '100.0%', '2 of 2 samples are right'],
    [null, '–', '0 of 0 samples are right'],
  ]);
  expect(finding).toBe('The hardest class of the validation set: x for run a, 75.0%.');
});
