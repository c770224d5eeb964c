import type { Chart, Scale } from 'chart.js';
import type { ChartTheme } from './chart-theme.ts';

export interface StackedAxis {
  /** The name by which datasets refer to it. */
  readonly id: string;
  readonly axis: object;
  /** Share of the height, relative to the other axes. */
  readonly weight: number;
}

const spaceWeight = 0.45;
/** One width for all unless labels need more, so that their titles line up. */
const axisWidthPx = 58;

/** Several y axes stacked over one x axis, given from top to bottom, with room between them for their outermost labels. */
export function stackedAxes(fromTop: readonly StackedAxis[]): Record<string, object> {
  const scales: Record<string, object> = {};
  const common = {
    stack: 'quantities',
    position: 'left',
    afterFit: (scale: Scale) => {
      scale.width = Math.max(axisWidthPx, scale.width);
    },
  };
  const total = fromTop.reduce((sum, { weight }) => sum + weight, spaceWeight * (fromTop.length - 1));
  // Chart.js stacks from the bottom.
  fromTop.toReversed().forEach(({ id, axis, weight }, index) => {
    if (index > 0) {
      scales[`space${index}`] = {
        ...common,
        type: 'linear',
        stackWeight: spaceWeight,
        ticks: { display: false },
        grid: { display: false },
        border: { display: false },
      };
    }
    scales[id] = { ...common, ...axis, stackWeight: weight, stackShare: weight / total };
  });
  return scales;
}

/** A base line under each stacked axis except the lowest, which has the x axis. */
export function drawBaseLines(chart: Chart, ids: readonly string[], theme: ChartTheme): void {
  const { ctx, chartArea } = chart;
  ctx.strokeStyle = theme.axis;
  ctx.lineWidth = 1;
  for (const id of ids) {
    const scale = chart.scales[id];
    if (!scale) continue;
    ctx.beginPath();
    ctx.moveTo(chartArea.left, Math.round(scale.bottom) - 0.5);
    ctx.lineTo(chartArea.right, Math.round(scale.bottom) - 0.5);
    ctx.stroke();
  }
}
