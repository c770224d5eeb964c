import { expect, it } from 'vitest';
import { buildChartState, type BuiltState } from './chart-state.ts';
import type { ChartTheme } from './chart-theme.ts';
import type { ChartSeries } from './series.ts';

function built(epochs: readonly number[], x: { min: number; max: number }): BuiltState {
  const series: ChartSeries = {
    key: 'loss',
    group: 'loss',
    label: 'Loss',
    role: 'train',
    slot: 0,
    epochs: Float64Array.from(epochs),
    values: Float64Array.from(epochs, () => 0.5),
  };
  const content = {
    series: [series],
    marks: [],
    logarithmicY: false,
    cutSpikes: true,
    limits: undefined,
    xTitle: null,
    endLabels: false,
  };
  const window = {
    range: x,
    zoomed: true,
    logarithmicX: false,
    plotWidthPx: 400,
    hidden: new Set<string>(),
    highlighted: null,
    yView: null,
  };
  return buildChartState(content, window, {} as ChartTheme, new WeakMap());
}

it('tells points outside the visible part from points that are not there yet', () => {
  expect(built([0, 1, 2, 3], { min: 100, max: 200 }).nothingInView).toBe(true);
  expect(built([0, 1, 2, 3], { min: 2, max: 9 }).nothingInView).toBe(false);
  // The line crosses the part between two of its points.
  expect(built([0, 40], { min: 10, max: 20 }).nothingInView).toBe(false);
  expect(built([], { min: 100, max: 200 }).nothingInView).toBe(false);
});
