import type { BuiltState } from './chart-state.ts';
import { chartConfiguration } from './chart-setup.ts';
import type { ChartTheme } from './chart-theme.ts';
import { Chart } from './register.ts';
import { pictureOfChart, stillOptions, type PictureSize } from './canvas-png.ts';

/** A chart's curves, drawn off screen in a theme. */
export function curvesPicture(built: BuiltState, theme: ChartTheme, size: PictureSize): HTMLCanvasElement {
  const datasets = built.datasets.map((dataset) => ({ ...dataset, theme }));
  const state = { ...built, theme, datasets, xTitle: built.xTitle ?? 'epoch' };
  const configuration = chartConfiguration(state);
  const options = { ...configuration.options, ...stillOptions };
  return pictureOfChart(size, (canvas) => new Chart(canvas, { ...configuration, options }));
}
