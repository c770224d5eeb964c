import type { Chart, ChartConfiguration, TooltipItem } from 'chart.js';
import type { ChartTheme } from '../../figure/chart-theme.ts';
import { figureOptions, placeScale } from '../../figure/figure-options.ts';
import { clockTicks, laneName, type Lane } from './lanes.ts';
import { barLines } from './timeline-words.ts';

/** Of a lane, with the space around its bars. */
export const laneHeightPx = 18;
const barHeightPx = 11;
const narrowestPx = 2;
const mostTicks = 8;

export interface TimelineLook {
  readonly lanes: readonly Lane[];
  /** Milliseconds since 1970. */
  readonly span: { readonly min: number; readonly max: number };
  /** The palette place of a sweep; null for what has none. */
  readonly placeOf: (sweepId: string | null) => number | null;
}

/** A bar for each stint in the lane of its slot, one dataset a lane; a cross where a worker was lost. */
export function timelineChart({ lanes, span, placeOf }: TimelineLook, theme: ChartTheme): ChartConfiguration {
  const options = figureOptions(theme);
  const barAt = ({ datasetIndex, dataIndex }: TooltipItem<'bar'>) => lanes[datasetIndex]!.bars[dataIndex]!;
  const colorOf = (sweepId: string | null): string => {
    const place = placeOf(sweepId);
    return place === null ? theme.faint : theme.series[place % theme.series.length]!;
  };
  return {
    type: 'bar',
    data: {
      datasets: lanes.map(({ bars }, index) => ({
        label: laneName(lanes[index]!),
        data: bars.map(({ from, to }) => ({ x: [from, to], y: index })),
        backgroundColor: bars.map(({ stint }) => colorOf(stint.sweep?.id ?? null)),
        barThickness: barHeightPx,
        minBarLength: narrowestPx,
        grouped: false,
      })) as never,
    },
    options: {
      ...options,
      indexAxis: 'y',
      interaction: { mode: 'nearest', axis: 'xy', intersect: true },
      scales: {
        // Above: many lanes reach below the pane.
        x: {
          ...placeScale(theme, { range: span, ticks: clockTicks(span, mostTicks) }, '', true),
          position: 'top',
        },
        y: {
          ...placeScale(
            theme,
            {
              range: { min: -0.5, max: lanes.length - 0.5 },
              ticks: lanes.map((lane, position) => ({
                position,
                label: lane.slot === 0 ? laneName(lane) : '',
              })),
            },
            '',
            false,
          ),
          reverse: true,
          offset: false,
        },
      },
      plugins: {
        ...options.plugins,
        tooltip: {
          ...options.plugins?.tooltip,
          callbacks: {
            title: (items: TooltipItem<'bar'>[]) => (items[0] ? barAt(items[0]).stint.run.name : ''),
            label: (item: TooltipItem<'bar'>) => barLines(lanes[item.datasetIndex]!, barAt(item)),
          },
        },
        figureOverlay: { above: (chart: Chart) => crossLosses(chart, lanes, theme) },
      },
    } as never,
  };
}

const crossPx = 4;

function crossLosses(chart: Chart, lanes: readonly Lane[], theme: ChartTheme): void {
  const { x, y } = chart.scales;
  if (!x || !y) return;
  const path = new Path2D();
  lanes.forEach(({ bars }, index) => {
    for (const { stint, to } of bars) {
      if (stint.ending !== 'lost') continue;
      const [left, top] = [x.getPixelForValue(to), y.getPixelForValue(index)];
      path.moveTo(left - crossPx, top - crossPx);
      path.lineTo(left + crossPx, top + crossPx);
      path.moveTo(left + crossPx, top - crossPx);
      path.lineTo(left - crossPx, top + crossPx);
    }
  });
  const { ctx } = chart;
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.surface;
  ctx.stroke(path);
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.danger;
  ctx.stroke(path);
}
