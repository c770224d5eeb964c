import { newCanvas, pictureRatio } from './canvas-png.ts';
import type { BuiltState } from './chart-state.ts';
import { chartConfiguration } from './chart-setup.ts';
import type { ChartTheme } from './chart-theme.ts';
import type { PictureSize } from './figure-png.ts';
import { Chart } from './register.ts';

/** A chart's curves, drawn off screen in a theme. */
export function curvesPicture(
  built: BuiltState,
  theme: ChartTheme,
  { widthPx, heightPx }: PictureSize,
): HTMLCanvasElement {
  const datasets = built.datasets.map((dataset) => ({ ...dataset, theme }));
  const state = { ...built, theme, datasets, xTitle: built.xTitle ?? 'epoch' };
  const canvas = newCanvas(widthPx, heightPx);
  const configuration = chartConfiguration(state);
  const still = { responsive: false, devicePixelRatio: pictureRatio };
  const chart = new Chart(canvas, { ...configuration, options: { ...configuration.options, ...still } });
  const copy = newCanvas(canvas.width, canvas.height);
  copy.getContext('2d')!.drawImage(canvas, 0, 0);
  chart.destroy();
  return copy;
}
