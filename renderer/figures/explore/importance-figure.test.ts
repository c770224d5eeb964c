import { expect, it } from 'vitest';
import { associations, settingImportance } from '#api';
import type { ChartPlot, PointsMark } from '../../figure/figure.ts';
import { columnOf } from './columns.fixture.ts';
import { fieldAxis } from './field-axis.ts';
import { importanceFigure, importanceRequest } from './importance-figure.ts';

const runs = [...Array(48).keys()];
const units = runs.map((run) => 8 * (run % 12));
const columns = [columnOf('layers.0.units', units), columnOf('batchSize', units.map((value) => 2 * value))]; // oxfmt-ignore
const figureOf = (losses: readonly (number | null)[], of = columns) => {
  const metric = fieldAxis(columnOf('validation_loss', losses), []);
  const request = importanceRequest(of, metric);
  return importanceFigure({
    request,
    study: settingImportance(request.settings, request.targets),
    together: associations(request.settings),
    metric,
    labelOf: (name) => name,
  });
};

it('draws what matters with its interval, and says what was varied together and left out', () => {
  const figure = figureOf(runs.map((run) => (run === 0 ? NaN : run === 1 ? null : 0.5 + units[run]! / 1000)));
  const mark = (figure.plot as ChartPlot).marks[0] as PointsMark;
  expect(mark.data.map(({ y }) => y)).toEqual([1, 0]);
  expect(mark.data[0]!.lowX).toBeLessThan(mark.data[0]!.x);
  expect(figure.finding).toContain('46 runs in 12 combinations of settings.');
  expect(figure.finding).toContain('layers.0.units and batchSize were varied together (association 1.00)');
  expect(figure.finding).toContain('2 runs without a finite validation loss are left out');
});

it('says so if nothing is predicted, and refuses too few runs', () => {
  const noise = runs.map((run) => ((run * 7919) % 13) / 13);
  const weak = figureOf(noise, [columnOf('layers.0.units', runs.map((run) => (run * 31) % 48))]); // oxfmt-ignore
  expect(weak.finding).toContain('The settings do not predict validation loss');
  const few = figureOf(runs.map((run) => (run < 9 ? 1 + run : null)));
  expect(few.message).toBe(
    'Importance needs 30 runs with a validation loss, in 10 combinations of settings; there are 9, in 9. With fewer it would be a guess.',
  );
  const seeds = figureOf(noise, [columnOf('layers.0.units', runs.map((run) => run % 2))]); // oxfmt-ignore
  expect(seeds.message).toContain('there are 48, in 2.');
  expect(figureOf(noise, []).message).toBe('These runs differ in no setting but the seed.');
});
