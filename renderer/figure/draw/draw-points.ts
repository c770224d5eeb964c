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

/** From here on points of a line stand too close for their marks. */
const manyPoints = 100;
const faintOpacity = 0.2;

/** The points of a mark as a dataset of chart.js, each with what it stands for. */
export function pointsDataset(mark: PointsMark, { x, y }: ChartPlot, theme: ChartTheme): object {
  const { name, panel = 'y', line, radiusPx = 3.5, data } = mark;
  const { isLogarithmic } = y.find(({ id }) => id === panel) ?? {};
  // An interval that reaches to 0 and below leaves a logarithmic axis.
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
    clip: data.some(({ isOutside }) => isOutside) ? 8 : undefined,
    showLine: line !== undefined,
    borderColor: color,
    backgroundColor: color,
    // The points' own, beside those of their line: chart.js looks for them under the name of the element.
    pointWithErrorBarBorderColor: data.map(colorOf),
    pointWithErrorBarBackgroundColor: data.map(colorOf),
    pointWithErrorBarBorderWidth: data.map((datum) => (shapeOf(datum) === 'cross' ? 2 : 1)),
    pointStyle: data.map((datum) => pointStyles[shapeOf(datum)]),
    borderWidth: 1.5,
    borderDash: dashes[line ?? 'solid'],
    segment: breakSegment(x.breakAt ?? null, color, data),
    radius: isDense ? Math.min(1, radiusPx) : radiusPx,
    hoverRadius: Math.max(3.5, radiusPx + 2),
    hitRadius: radiusPx === 0 ? 6 : 1,
    errorBarColor: color,
    errorBarWhiskerColor: color,
    errorBarLineWidth: 1.25,
    errorBarWhiskerLineWidth: 1.25,
    errorBarWhiskerSize: isDense ? 0 : 7,
  };
}

/** Lines from a place on x to each point. */
export function drawStems(chart: Chart, { stemFrom, tint, data }: PointsMark, theme: ChartTheme): void {
  const { ctx, scales } = chart;
  if (stemFrom === undefined) return;
  const from = scales['x']!.getPixelForValue(stemFrom);
  ctx.strokeStyle = tintColor(tint, theme);
  ctx.lineWidth = 1.5;
  ctx.setLineDash([]);
  for (const { x, y } of data) {
    const height = scales['y']!.getPixelForValue(y);
    ctx.beginPath();
    ctx.moveTo(from, height);
    ctx.lineTo(scales['x']!.getPixelForValue(x), height);
    ctx.stroke();
  }
}
