import type { Chart, Plugin } from 'chart.js';

/** Drawing that a figure does itself, in chart pixels, because no dataset can: axis breaks, outlines, text in cells. */
export interface FigureOverlay {
  readonly below?: (chart: Chart) => void;
  readonly above?: (chart: Chart) => void;
}

declare module 'chart.js' {
  // The parameter must repeat chart.js's own declaration.
  interface PluginOptionsByType<TType extends keyof ChartTypeRegistry> {
    figureOverlay: FigureOverlay;
  }
}

/** Calls the function in `options.plugins.figureOverlay`, so that both a redrawn chart and its saved picture include the overlay. */
export const figureOverlay: Plugin = {
  id: 'figureOverlay',
  beforeDatasetsDraw(chart, _args, options) {
    draw(chart, (options as FigureOverlay).below);
  },
  afterDatasetsDraw(chart, _args, options) {
    draw(chart, (options as FigureOverlay).above);
  },
};

function draw(chart: Chart, paint: ((chart: Chart) => void) | undefined): void {
  if (!paint) return;
  chart.ctx.save();
  paint(chart);
  chart.ctx.restore();
}
