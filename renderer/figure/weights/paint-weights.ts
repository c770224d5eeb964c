import type { ChartTheme } from '../chart-theme.ts';
import type { NetworkPlot, SpreadPlot } from '../figure.ts';
import { tintColor } from '../tint.ts';
import { drawHistogram } from './draw-histogram.ts';
import { drawNetwork, type Sheet } from './network-drawing.ts';

/** The function that paints a plot of weights. */
export function paintWeights(plot: NetworkPlot | SpreadPlot, theme: ChartTheme): (sheet: Sheet) => void {
  if (plot.kind === 'network') return (sheet) => drawNetwork(sheet, plot.layers, theme);
  return (sheet) => drawHistogram(sheet, plot.counted, tintColor(plot.tint, theme), theme);
}
