import type { RunSummary, Series } from '#api';
import { expect, it } from 'vitest';
import { choicesFor } from './compare-metrics.ts';
import type { PlacedRun } from './raw-values.ts';
import { rowValues } from './row-values.ts';

const series = (epochs: number[], values: number[]): Series => ({
  epochs: Float64Array.from(epochs),
  values: Float64Array.from(values),
  thinned: false,
});
const loss = choicesFor([])[0]!;

function placed(id: string, validation: number[], change: Partial<RunSummary> = {}): PlacedRun {
  const epochs = validation.map((_, at) => 10 * at);
  const overview = {
    dataLoss: series(epochs, validation.map((value) => value / 2)), // oxfmt-ignore
    validationLoss: series(epochs, validation),
    generalizationGap: series(epochs, validation.map((value) => value / 2)), // oxfmt-ignore
  };
  const run = { id, best: null, lastValidated: null, tail: null, ...change } as RunSummary;
  return { run, points: { overview, detail: null }, axis: { offset: 0, factor: 1 } };
}

it('reads the last values, or those nearest to the crosshair, and none beyond the end', () => {
  const own = placed('a', [4, 2, 1]);
  const read = (crosshair: number | null) => {
    const { train, validation, gap } = rowValues(own, undefined, loss, crosshair);
    return [train.value, validation.value, gap.value];
  };
  expect(read(null)).toEqual([0.5, 1, 0.5]);
  expect(read(11)).toEqual([1, 2, 1]);
  expect(read(20.5)).toEqual([null, null, null]);
});

it('reads the baseline at its own place on the axis, and gives a run no difference from itself', () => {
  const own = placed('a', [4, 2, 1]);
  const base = { ...placed('b', [8, 8, 5]), axis: { offset: 0, factor: 2 } };
  expect(rowValues(own, base, loss, 20).validation).toEqual({
    value: 1,
    delta: {
      text: '−7',
      mark: '▼',
      verdict: 'better',
      title: 'Better than the baseline. One run each, and no seeds of either setting: this may be chance',
    },
  });
  expect(rowValues(own, own, loss, null).validation.delta).toBeNull();
});

it('gives no arrow to a difference within the fluctuation of either run', () => {
  const tail = { validationLossDeviation: 0.5 } as RunSummary['tail'];
  const base = placed('b', [8, 1.25], { tail });
  const { train, validation } = rowValues(placed('a', [8, 1]), base, loss, null);
  expect([validation.delta!.verdict, train.delta!.verdict]).toEqual(['unclear', 'better']);
});
