import type { Chart } from 'chart.js';
import type { ChartTheme } from '../chart-theme.ts';
import type { AreaMark, BoxesMark } from '../figure.ts';
import { tintColor } from '../tint.ts';
import type { Drawn } from './draw-chart.ts';

/** Wide enough to see and to point at, however short the time. */
const narrowestPx = 2;
/** From this width on, boxes are separated by a small gap. */
const wideFromPx = 6;

/** Rectangles in axis units, each with what it stands for. */
export function boxesDataset({ name, tint, data }: BoxesMark, theme: ChartTheme): object {
  const fills = data.map((datum) => tintColor(datum.tint ?? tint, theme));
  return {
    type: 'matrix',
    label: name,
    yAxisID: 'y',
    data: data.map((datum) => ({
      x: (datum.lowX! + datum.highX!) / 2,
      y: (datum.low! + datum.high!) / 2,
      datum,
    })),
    backgroundColor: fills,
    hoverBackgroundColor: fills,
    borderWidth: 0,
    hoverBorderWidth: 1.5,
    hoverBorderColor: theme.text,
    width: ({ chart, raw }: BoxContext) => {
      const { lowX, highX } = raw.datum;
      const width = Math.abs(lengthPx(chart, 'x', lowX!, highX!));
      return Math.max(narrowestPx, width > wideFromPx ? width - 1 : width);
    },
    height: ({ chart, raw }: BoxContext) => Math.abs(lengthPx(chart, 'y', raw.datum.low!, raw.datum.high!)),
  };
}

interface BoxContext {
  readonly chart: Chart;
  readonly raw: Drawn;
}

function lengthPx({ scales }: Chart, axis: 'x' | 'y', low: number, high: number): number {
  const scale = scales[axis];
  return scale ? scale.getPixelForValue(high) - scale.getPixelForValue(low) : 0;
}

/** One of several stacked areas, the lowest first. */
export function areaDataset({ name, tint, data }: AreaMark, index: number, theme: ChartTheme): object {
  return {
    label: name,
    yAxisID: 'y',
    data: data.map((datum) => ({ x: datum.x, y: datum.y, datum })),
    showLine: true,
    fill: index === 0 ? 'origin' : '-1',
    backgroundColor: tintColor(tint, theme),
    borderColor: theme.surface,
    borderWidth: 0.5,
    radius: data.length === 1 ? 3 : 0, // an area of a single epoch would be invisible
    hoverRadius: 3,
    pointWithErrorBarBackgroundColor: theme.text,
  };
}
