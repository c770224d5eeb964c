import { type ChartConfiguration, Filler, LineElement, Tooltip } from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import { MatrixController, MatrixElement } from 'chartjs-chart-matrix';
import { Chart } from './register.ts';
import { figureOverlay } from './figure-overlay.ts';

// Only what figures draw; curves over epochs need none of it.
Chart.register(
  figureOverlay,
  Filler,
  LineElement,
  MatrixController,
  MatrixElement,
  PointWithErrorBar,
  ScatterWithErrorBarsController,
  Tooltip,
);

/** A chart of any kind. A union of all kinds is too much for the compiler, so each is typed as a scatter plot. */
export function newChart(canvas: HTMLCanvasElement, configuration: ChartConfiguration): Chart {
  return new Chart(canvas, configuration as ChartConfiguration<'scatter'>) as unknown as Chart;
}

export type { Chart };
