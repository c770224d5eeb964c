import { expect, it } from 'vitest';
import { presets, type RunSummary } from '#api';
import type { CurvesPlot } from '../figure/figure.ts';
import { tableFrom } from '../figure/figure-table.ts';
import { peekedMetrics, peekFigure, type PeekedRun } from './peek.ts';

const config = presets[0]!.config;
const of = (epochs: number[], values: number[]) => ({
  epochs: Float64Array.from(epochs),
  values: Float64Array.from(values),
  thinned: false,
});

function peeked(id: string, series: PeekedRun['series'], more: Partial<RunSummary> = {}): PeekedRun {
  return {
    run: { id, name: `run ${id}`, config, best: null, divergedAt: null, ...more } as RunSummary,
    series,
  };
}
const curves = {
  dataLoss: of([0, 1, 2], [1.1, 0.9, 0.8]),
  validationLoss: of([0, 2], [1.1, 1]),
  evaluatedDataLoss: of([0, 2], [1.05, 0.7]),
};
const plotOf = (runs: readonly PeekedRun[], metric = 'loss'): CurvesPlot =>
  peekFigure(runs, { metric, isLogarithmic: false }).plot as CurvesPlot;

it('distinguishes training and validation of a single run by colour, with a ring at its lowest validation loss', () => {
  const best = { epoch: 2, validationLoss: 1 } as RunSummary['best'];
  const { content } = plotOf([peeked('a', curves, { best })]);
  expect(content.series.map(({ label, role, slot }) => [label, role, slot])).toEqual([
    ['data loss', 'train', 0],
    ['validation loss', 'validation', 1],
  ]);
  expect(content.marks).toEqual([{ kind: 'best', group: 'validationLoss', epoch: 2, value: 1, slot: 1 }]);
});

it('gives each of several runs one colour, and marks where one broke off', () => {
  const { content } = plotOf([peeked('a', curves), peeked('b', curves, { divergedAt: 2 })]);
  expect(content.series.map(({ group, label, detail, slot }) => [group, label, detail, slot])).toEqual([
    ['a', 'run a', 'training', 0],
    ['a', 'run a', 'validation', 0],
    ['b', 'run b', 'training', 1],
    ['b', 'run b', 'validation', 1],
  ]);
  expect(content.marks).toEqual([{ kind: 'diverged', group: 'b', epoch: 2, slot: 1 }]);
});

it('shows training evaluated like validation if dropout makes that differ, and what was recorded if it was not evaluated', () => {
  const layers = [{ kind: 'dropout', rate: 0.2 }, ...config.layers] as typeof config.layers;
  const dropped = { config: { ...config, layers } };
  const shownOf = (series: PeekedRun['series']): string[] =>
    plotOf([peeked('a', series, dropped)]).content.series.map(({ key }) => key);
  expect(shownOf(curves)).toEqual(['a evaluatedDataLoss', 'a validationLoss']);
  expect(shownOf({ ...curves, evaluatedDataLoss: of([], []) })).toEqual(['a dataLoss', 'a validationLoss']);
});

it('reads and shows what is chosen, and has its numbers as a table', () => {
  expect(peekedMetrics('gap')).toEqual(['generalizationGap']);
  const figure = peekFigure([peeked('a', { generalizationGap: of([0, 2], [0, 0.2]) })], {
    metric: 'gap',
    isLogarithmic: true,
  });
  expect([figure.title, figure.controls![0]!.value, figure.isLogarithmic]).toEqual([
    'Generalization gap',
    'gap',
    true,
  ]);
  expect(tableFrom(figure.table).rows).toEqual([
    [0, 0],
    [2, 0.2],
  ]);
});
