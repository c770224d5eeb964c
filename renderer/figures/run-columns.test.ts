import { describe, expect, it } from 'vitest';
import { brushedRuns, shareOn } from '../figure/columns.ts';
import type { ColumnsPlot } from '../figure/figure.ts';
import { parallelFigure } from './parallel.ts';
import { runColumns } from './run-columns.ts';
import { sweepOf } from './sweep.fixture.ts';

const l2 = 'layers.0.weightRegularizerL2';
const sweep = sweepOf([[{ [l2]: 1e-4 }, { [l2]: 1e-2 }]], [3, 4], (cell, seed) =>
  cell === 1 && seed === 4 ? 'diverged' : cell === 0 && seed === 4 ? [0.1, 0.5] : [0.2, 0.9],
);

describe('run columns', () => {
  const all = runColumns(sweep, 'final');

  it('places each run on its paths, its seed and its metrics', () => {
    expect(all.columns.map(({ key }) => key)).toEqual([
      'axis0',
      'seed',
      'dataLoss',
      'generalizationGap',
      'validationAccuracy',
      'validationLoss',
    ]);
    expect(all.runs[1]!.places).toEqual([-4, 4, 0.1, 0.4, 0.5, 0.5]);
    expect(all.runs[1]!.values[0]).toBe(1e-4);
    expect(all.main).toBe(0);
    expect(all.columns[0]!.describe(-3.9)).toBe('1e-4');
    expect(shareOn(all.columns[0]!, -3)).toBeCloseTo(0.5, 12);
  });

  it('keeps a run that diverged, without a place among the metrics', () => {
    const diverged = all.runs.find(({ run }) => run.status === 'diverged')!;
    expect(diverged.places.slice(0, 2)).toEqual([-2, 4]);
    expect(diverged.places.slice(2).every(Number.isNaN)).toBe(true);
  });

  it('puts positive metrics on logarithms on request', () => {
    const { columns, runs } = runColumns(sweep, 'final', true);
    const [place, column] = [runs[1]!.places.at(-1)!, columns.at(-1)!];
    expect(place).toBeCloseTo(-0.3010299957, 9); // log10 of 0.5
    expect(column.describe(place)).toBe('0.5000');
    expect(column.ticks.map(({ label }) => label)).toContain('0.5');
  });

  it('finds what lies between all brushes', () => {
    const input = { sweep, at: 'final', selected: new Set(['r0-3']), choices: {} } as const;
    const plot = parallelFigure(input).plot as ColumnsPlot;
    expect(plot.lines.map(({ isFaint }) => isFaint)).toEqual([false, true, true, true]);
    expect(plot.lines[3]).toMatchObject({ isBroken: true, tint: { role: 'danger' } });
    expect(brushedRuns(plot, new Map())).toBeNull();
    expect(brushedRuns(plot, new Map([['axis0', [0, 0.5]]]))).toEqual(['r0-3', 'r0-4']);
    expect(
      brushedRuns(
        plot,
        new Map([
          ['axis0', [0, 0.5]],
          ['validationLoss', [0, 0.3]],
        ]),
      ),
    ).toEqual(['r0-4']);
    // The diverged run has no place on a metric's column.
    expect(brushedRuns(plot, new Map([['validationLoss', [0, 1]]]))).toEqual(['r0-3', 'r0-4', 'r1-3']);
  });

  it('gives every point of an axis with several ways its own place', () => {
    const l1 = 'layers.0.weightRegularizerL1';
    const both = sweepOf([[{ [l1]: 0, [l2]: 0 }, { [l1]: 1e-3 }, { [l2]: 1e-3 }]], [0], () => [0.1, 0.5]);
    const { columns, runs } = runColumns(both, 'final');
    expect(runs.map(({ places, values }) => [places[0], values[0]])).toEqual([
      [0, '0'],
      [1, 'L1 1e-3'],
      [2, 'L2 1e-3'],
    ]);
    expect(columns[0]!.describe(2)).toBe('L2 1e-3');
  });

  it('has no seed column for a single seed, and works without runs', () => {
    const none = runColumns(
      sweepOf([[{ [l2]: 0 }, { [l2]: 1 }]], [0], () => null),
      'final',
    );
    expect(none.runs).toEqual([]);
    expect(none.columns.map(({ key }) => key)).not.toContain('seed');
    expect(none.columns.at(-1)!.range).toEqual({ min: -0.04, max: 1.04 });
  });
});
