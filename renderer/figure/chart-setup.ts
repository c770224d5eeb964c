import type { ChartConfiguration, ChartOptions, Scale, ScaleOptionsByType } from 'chart.js';
import { markAnnotations } from './chart-marks.ts';
import { fontSizePx, type ChartTheme } from './chart-theme.ts';
import { chartData, type PaintedSeries } from './series-controller.ts';
import type { ChartMark } from './series.ts';
import { formatTicks, linearTicks, logTicks, type AxisRange } from './ticks.ts';
import { timeUnit } from './time-unit.ts';

/** The width of every chart's y axis unless its labels need more, so that plots on one page line up and live labels shift nothing. */
export const yAxisWidthPx = 54;

/** Everything a chart shows at one moment. */
export interface ChartState {
  readonly datasets: readonly PaintedSeries[];
  readonly marks: readonly ChartMark[];
  readonly theme: ChartTheme;
  readonly x: AxisRange;
  readonly y: AxisRange;
  readonly logarithmicX: boolean;
  readonly logarithmicY: boolean;
  readonly xTitle: string | null;
  /** x is in milliseconds. */
  readonly isTime: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly rightPaddingPx: number;
  /** Only part of the epochs is shown: lines end at the frame, not next to it. */
  readonly zoomed: boolean;
  /** Nothing is drawn: no scale is made up then. */
  readonly empty: boolean;
}

type AxisOptions = ScaleOptionsByType<'linear' | 'logarithmic'>;

/** The chart's options for `state`; `zoom` holds the wheel and drag handlers, absent for a still picture. */
export function chartOptions(state: ChartState, zoom?: object): ChartOptions<'series'> {
  const { theme } = state;
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    clip: { top: 1, bottom: 3, left: state.zoomed ? 0 : 4, right: state.zoomed ? 0 : 4 },
    events: [], // the crosshair layer handles the pointer itself
    font: { family: theme.fontFamily, size: fontSizePx(theme) },
    layout: { padding: { top: 8, right: Math.max(10, state.rightPaddingPx), bottom: 0, left: 0 } },
    scales: { x: xAxis(state), y: yAxis(state) },
    plugins: {
      annotation: { animations: false, clip: false, annotations: markAnnotations(state.marks, state) },
      endLabels: {
        labels: state.rightPaddingPx > 0 ? state.labels : new Map<string, string>(),
        theme,
      },
      ...(zoom === undefined ? {} : { zoom }),
    },
  } as unknown as ChartOptions<'series'>;
}

/** A complete configuration for a new chart. */
export function chartConfiguration(state: ChartState, zoom?: object): ChartConfiguration<'series'> {
  return {
    type: 'series',
    data: chartData(state.datasets),
    options: chartOptions(state, zoom),
  };
}

function xAxis({ x, logarithmicX, xTitle, isTime, theme }: ChartState): Partial<AxisOptions> {
  const unit = isTime ? timeUnit(x) : null;
  const text = unit ? `${xTitle ?? 'time'} (${unit.name})` : (xTitle ?? '');
  return {
    ...axis(x, logarithmicX, theme, 76, unit === null, unit?.ms),
    grid: { drawOnChartArea: false, tickLength: 4, tickColor: theme.axis },
    border: { color: theme.axis },
    title: {
      display: xTitle !== null,
      text,
      align: 'end',
      color: theme.muted,
      padding: { top: 0, bottom: 0 },
      font: { size: fontSizePx(theme) },
    },
  } as unknown as Partial<AxisOptions>;
}

function yAxis({ y, logarithmicY, theme, empty }: ChartState): Partial<AxisOptions> {
  const crossesZero = !logarithmicY && y.min < 0 && y.max > 0;
  return {
    ...axis(y, logarithmicY, theme, 32, false),
    grid: {
      drawTicks: false,
      color: ({ tick }: { tick?: { value: number } }) =>
        crossesZero && tick?.value === 0 ? theme.axis : theme.grid,
    },
    border: { display: false },
    ...(empty ? { afterBuildTicks: (scale: Scale) => void (scale.ticks = []) } : {}),
    afterFit: (scale: Scale) => {
      scale.width = Math.max(yAxisWidthPx * theme.textScale, scale.width);
    },
  } as unknown as Partial<AxisOptions>;
}

/** An axis with ticks at round numbers of a unit. */
function axis(
  range: AxisRange,
  logarithmic: boolean,
  theme: ChartTheme,
  spacingPx: number,
  whole: boolean,
  unit = 1,
) {
  return {
    type: logarithmic ? 'logarithmic' : 'linear',
    min: range.min,
    max: range.max,
    afterBuildTicks: (scale: Scale) => {
      const length = scale.isHorizontal() ? scale.maxWidth : scale.maxHeight;
      const count = Math.max(3, Math.min(7, Math.floor(length / spacingPx)));
      const inUnits = { min: range.min / unit, max: range.max / unit };
      const values = logarithmic ? logTicks(inUnits, count) : linearTicks(inUnits, count, whole);
      const texts = formatTicks(values, logarithmic);
      scale.ticks = values.map((value, index) => ({ value: value * unit, label: texts[index]! }));
    },
    ticks: {
      color: theme.muted,
      font: { size: fontSizePx(theme) },
      padding: 6,
      autoSkip: false,
      maxRotation: 0,
      // The labels are made together with the ticks, above: chart.js asks again for each.
      callback(this: Scale, _value: number | string, index: number) {
        return this.ticks[index]?.label;
      },
    },
  };
}
