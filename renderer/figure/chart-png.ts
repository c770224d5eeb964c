import { newCanvas, pictureRatio } from './canvas-png.ts';
import type { ChartContent, BuiltState } from './chart-state.ts';
import { chartConfiguration } from './chart-setup.ts';
import type { ChartTheme } from './chart-theme.ts';
import type { FigureKey, KeyMark } from './figure-legend.ts';
import type { PictureSize } from './figure-png.ts';
import { paletteSlot } from './palette.ts';
import { Chart } from './register.ts';
import { lineColor } from './series-controller.ts';
import type { LineRole } from '../words/metric-words.ts';

/** Curves as they stand on a chart, drawn apart from it in a theme. */
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

export const markOf: Readonly<Record<LineRole, KeyMark>> = {
  train: 'line',
  validation: 'dashed',
  penalty: 'dotted',
};

/** What the lines of a chart mean; where two share a name, as a run's two do, the dash needs its word. */
export function curveKeys(series: ChartContent['series'], theme: ChartTheme): FigureKey[] {
  return series
    .filter(({ faint }) => !faint)
    .map((line) => ({
      group: line.group,
      label: line.detail === undefined ? line.label : `${line.label}, ${line.detail}`,
      color: lineColor(line, theme),
      mark: markOf[line.role],
      marker: line.share === undefined ? paletteSlot(line.slot).marker : 'none',
    }));
}
