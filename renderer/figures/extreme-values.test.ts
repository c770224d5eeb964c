import { describe, expect, it } from 'vitest';
import type { Axis, Figure } from '../figure/figure.ts';
import { linearTicks, type AxisRange } from '../figure/ticks.ts';
import { valueRange } from '../figure/value-range.ts';
import { tableOf } from './explore/columns.fixture.ts';
import { contourFigure } from './explore/contour-figure.ts';
import { exploreParallel, exploreScatter } from './explore/explore-figures.ts';
import { fieldAxis } from './explore/field-axis.ts';
import { sliceFigure } from './explore/slice-figure.ts';
import { gapAgainstLambda } from './gap.ts';
import { heatMap } from './heat.ts';
import { pairedFigure } from './paired.ts';
import { parallelFigure } from './parallel.ts';
import { scatterFigure } from './scatter.ts';
import { type Outcome, sweepOf } from './sweep.fixture.ts';

const { MAX_VALUE: huge } = Number;
/** The smallest number above 0, a power of ten among subnormals, and one that overflows to infinity when doubled. */
const hostile: Readonly<Record<string, readonly number[]>> = {
  'one value': [0.5],
  'all alike': [0.5, 0.5, 0.5, 0.5],
  'all 0': [0, 0, 0, 0],
  'tiny ones': [Number.MIN_VALUE, 1e-320, 3e-320, 1e-308],
  'huge ones': [1e308, 1.1e308, huge, 9e307],
  'both ends': [-huge, huge, 0, 1],
  'far apart': [1e-320, 1e308, 1, 2],
  'not a number': [NaN, NaN, NaN, NaN],
  infinities: [Infinity, -Infinity, Infinity, 1],
  'some of all': [NaN, Infinity, 1e308, 1e-320],
};
const cases = Object.entries(hostile);

function expectRange({ min, max }: AxisRange): void {
  expect([Number.isFinite(min), Number.isFinite(max), min < max]).toEqual([true, true, true]);
}

function expectAxis({ range, ticks = [] }: Pick<Axis, 'range' | 'ticks'>): void {
  expectRange(range);
  for (const { position, label } of ticks) {
    expect(Number.isFinite(position)).toBe(true);
    expect(label).not.toMatch(/NaN|undefined/);
  }
}

/** Everything drawn has a place, and everything said consists of words and numbers. */
function expectSound({ plot, message, finding, title }: Figure): void {
  expect([title, finding ?? ''].join(' ')).not.toMatch(/undefined|\[object/);
  if (message !== null) return;
  if (plot.kind === 'columns') plot.columns.forEach(expectAxis);
  if (plot.kind !== 'chart') return;
  [plot.x, ...plot.y].forEach(expectAxis);
  for (const mark of plot.marks) {
    if (mark.kind !== 'points') continue;
    // Chart.js does not draw a point without a place, and treats an infinite one as far away.
    for (const { x, y } of mark.data) expect([x, y].map(Math.abs)).not.toContain(Infinity);
  }
}

const l2 = 'layers.0.weightRegularizerL2';
const axis = [0, Number.MIN_VALUE, 1e-3, 1e308].map((lambda) => ({ [l2]: lambda }));

describe.each(cases)('of %s', (_name, values) => {
  const outcome = (cell: number, seed: number): Outcome => {
    const value = values[cell % values.length]!;
    return [value, seed === 0 ? value : value / 2];
  };
  const makers = { gapAgainstLambda, heatMap, pairedFigure, parallelFigure, scatterFigure };
  it.each(Object.entries(makers))('a sweep has a sound %s', (_figure, make) => {
    for (const axes of [[axis], [axis, [{ epochs: 1 }, { epochs: 2 }]]]) {
      const sweep = sweepOf(axes, [0, 1], outcome);
      for (const scale of ['linear', 'logarithmic'])
        expectSound(make({ sweep, at: 'final', selected: null, choices: { scale } }));
    }
  });

  it('runs have sound figures for any fields, whatever the scale', () => {
    const table = tableOf({
      'optimizer.learningRate': values,
      seed: values.map((_, run) => run),
      validation_loss: values,
    });
    for (const scale of [undefined, 'linear', 'log', 'quantile'] as const) {
      const axes = table.columns.map((column) => fieldAxis(column, [], { scale }));
      const input = { table, axes, judged: 'validation_loss', selected: null, choices: {} };
      for (const make of [exploreParallel, exploreScatter, contourFigure, sliceFigure])
        expectSound(make(input));
    }
  });

  it('lines have an axis with ticks', () => {
    for (const logarithmic of [false, true]) {
      const range = valueRange([Float64Array.from(values)], { logarithmic, cutSpikes: true });
      if (range === null) continue;
      expectRange(range);
      const ticks = linearTicks(range, 6);
      expect(ticks.every(Number.isFinite)).toBe(true);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });
});
