import type { Chart } from 'chart.js';
import { breakSegment } from '../axis-break.ts';
import { type ChartTheme, withOpacity } from '../chart-theme.ts';
import type { ChartPlot, Datum, LineLook, PointsMark, Shape } from '../figure.ts';
import { tintColor } from '../tint.ts';

export const dashes: Readonly<Record<LineLook, readonly number[]>> = {
  solid: [],
  dashed: [5, 3],
  dotted: [1.5, 2.5],
};

const pointStyles: Readonly<Record<Shape, string>> = {
  circle: 'circle',
  square: 'rect',
  triangle: 'triangle',
  diamond: 'rectRot',
  cross: 'crossRot',
};

/** From this number on, points of a line are too close together for marks. */
const manyPoints = 100;
const faintOpacity = 0.2;

/** The points of a mark as a chart.js dataset, each with what it stands for. */
export function pointsDataset(mark: PointsMark, { x, y }: ChartPlot, theme: ChartTheme): object {
  const { name, panel = 'y', line, data } = mark;
  const scale = theme.textScale;
  const radiusPx = (mark.radiusPx ?? 3.5) * scale;
  const { isLogarithmic } = y.find(({ id }) => id === panel) ?? {};
  // An interval that reaches zero or below extends beyond a logarithmic axis.
  const lowEnd = (low: number): number => (isLogarithmic ? Math.max(low, Number.MIN_VALUE) : low);
  const color = withOpacity(tintColor(mark.tint, theme), mark.isFaint ? faintOpacity : 1);
  const colorOf = (datum: Datum): string =>
    withOpacity(tintColor(datum.tint ?? mark.tint, theme), datum.isFaint || mark.isFaint ? faintOpacity : 1);
  const shapeOf = (datum: Datum): Shape => datum.shape ?? mark.shape ?? 'circle';
  const isDense = line !== undefined && data.length > manyPoints;
  return {
    label: name,
    yAxisID: panel,
    data: data.map((datum) => ({
      x: datum.x,
      y: datum.y,
      ...(datum.low === undefined ? {} : { yMin: lowEnd(datum.low), yMax: datum.high }),
      ...(datum.lowX === undefined ? {} : { xMin: datum.lowX, xMax: datum.highX }),
      datum,
    })),
    clip: line === undefined ? radiusPx + 2 : undefined, // points at the ends of an axis are drawn whole
    showLine: line !== undefined,
    borderColor: color,
    backgroundColor: color,
    // For the points, in addition to those for their line: chart.js looks for options under the element's name.
    pointWithErrorBarBorderColor: data.map(colorOf),
    pointWithErrorBarBackgroundColor: data.map(colorOf),
    pointWithErrorBarBorderWidth: data.map((datum) => (shapeOf(datum) === 'cross' ? 2 : 1) * scale),
    pointStyle: data.map((datum) => pointStyles[shapeOf(datum)]),
    borderWidth: 1.5 * scale,
    borderDash: dashes[line ?? 'solid'].map((length) => length * scale),
    segment: breakSegment(x.breakAt ?? null, color, data),
    radius: isDense ? Math.min(1, radiusPx) : radiusPx,
    hoverRadius: Math.max(3.5 * scale, radiusPx + 2),
    hitRadius: radiusPx === 0 ? 6 : 1,
    errorBarColor: color,
    errorBarWhiskerColor: color,
    errorBarLineWidth: 1.25 * scale,
    errorBarWhiskerLineWidth: 1.25 * scale,
    errorBarWhiskerSize: isDense ? 0 : 7 * scale,
  };
}

/** Lines from an x position to each point. */
export function drawStems(chart: Chart, { stemFrom, tint, data }: PointsMark, theme: ChartTheme): void {
  const { ctx, scales } = chart;
  if (stemFrom === undefined) return;
  const from = scales['x']!.getPixelForValue(stemFrom);
  ctx.strokeStyle = tintColor(tint, theme);
  ctx.lineWidth = 1.5 * theme.textScale;
  ctx.setLineDash([]);
  for (const { x, y } of data) {
    const height = scales['y']!.getPixelForValue(y);
    ctx.beginPath();
    ctx.moveTo(from, height);
    ctx.lineTo(scales['x']!.getPixelForValue(x), height);
    ctx.stroke();
  }
}
