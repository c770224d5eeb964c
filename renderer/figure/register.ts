import { Chart, LinearScale, LogarithmicScale, PointElement } from 'chart.js';
import annotation from 'chartjs-plugin-annotation';
import zoom from 'chartjs-plugin-zoom';
import { endLabels, type EndLabelOptions } from './end-labels.ts';
import { SeriesController } from './series-controller.ts';

declare module 'chart.js' {
  // The parameter must repeat chart.js's own declaration.
  interface PluginOptionsByType<TType extends keyof ChartTypeRegistry> {
    endLabels: EndLabelOptions;
  }
}

// Only what is drawn: everything else in chart.js is left out of the build.
Chart.register(LinearScale, LogarithmicScale, PointElement, SeriesController, annotation, zoom, endLabels);

export { Chart };
