import type { LineRole } from '#words';
import { DatasetController, type ChartData, type Scale } from 'chart.js';
import { traceBand } from './band-path.ts';
import { drawCrowd } from './crowd-layer.ts';
import { project, traceMarker, tracePath, type Projection } from './line-path.ts';
import { paletteSlot } from './palette.ts';
import type { ChartSeries } from './series.ts';
import type { AxisRange } from './ticks.ts';
import { tintColor } from './tint.ts';
import type { ChartTheme } from './chart-theme.ts';
import type { VisiblePoints } from './visible-points.ts';

/** A series and how it is currently painted. */
export interface PaintedSeries {
  readonly series: ChartSeries;
  readonly points: VisiblePoints;
  readonly theme: ChartTheme;
  /** `quiet` lines are faded while another is highlighted. */
  readonly emphasis: 'normal' | 'strong' | 'quiet';
  /** Its interval is drawn. */
  readonly hasBand: boolean;
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    series: {
      chartOptions: object;
      datasetOptions: { painted: readonly PaintedSeries[] };
      defaultDataPoint: never;
      metaExtensions: object;
      parsedDataType: never;
      scales: 'linear' | 'logarithmic';
    };
  }
}

/** Dash patterns in pixels. */
export const dashOf: Readonly<Record<LineRole, readonly number[]>> = {
  train: [],
  validation: [5, 3],
  penalty: [1.5, 2.5],
};

interface Frame {
  readonly x: Projection;
  readonly y: Projection;
  readonly range: AxisRange;
}

const bandOpacity = 0.18;
const faintOpacity = 0.34;

/** Marks on every point help when lines are few, and hide many. More lines than this are drawn as a crowd: strokes take far longer. */
const maxPaths = 12;
/** More lines than this are one device pixel wide: they hide less of each other. */
const maxWide = 24;
/** Markers on more lines than this would be a crowd themselves. */
const maxMarkedCrowd = 60;

/**
 * Paints a series straight from its arrays. Chart.js's own line controller creates an object per point, which costs more than drawing when
 * twenty runs with thousands of points share a chart.
 */
export class SeriesController extends DatasetController<'series'> {
  static id = 'series';
  // Chart.js insists on an element type; without data none is ever created.
  static defaults = { dataElementType: 'point' };

  override parse(): void {
    // Nothing to parse: the points are already typed arrays.
  }

  override draw(): void {
    const { xScale, yScale } = this.getMeta();
    if (!xScale || !yScale) return;
    const frame: Frame = { x: projectionOf(xScale), y: projectionOf(yScale), range: xScale };
    const all = paintedSeries(this.chart);
    const { crowd, alone } = splitCrowd(all);
    this.paintCrowd(crowd, frame, all.length <= maxWide);
    if (crowd.length <= maxMarkedCrowd) for (const painted of crowd) this.paintMarkers(painted, frame);
    // The first of them must end up on top.
    for (const painted of alone.toReversed()) this.paint(painted, frame, all.length <= maxPaths);
  }

  private paintCrowd(crowd: readonly PaintedSeries[], { x, y }: Frame, isWide: boolean): void {
    if (crowd.length === 0) return;
    const { ctx, chartArea, currentDevicePixelRatio: ratio } = this.chart;
    const lines = crowd.toReversed().map(({ series, points, theme, emphasis }) => ({
      epochs: points.epochs,
      values: points.values,
      color: lineColor(series, theme),
      opacity: opacityOf(series, emphasis),
      widthPx: isWide ? lineWidthPx(series, emphasis, theme) : undefined,
      dash: dashOf[series.role],
    }));
    drawCrowd(ctx, lines, { ...chartArea, x, y, ratio });
  }

  private paint(
    { series, points, theme, emphasis, hasBand }: PaintedSeries,
    { x, y, range }: Frame,
    few: boolean,
  ): void {
    if (points.epochs.length === 0) return;
    const { ctx, chartArea } = this.chart;
    const color = lineColor(series, theme);
    const opacity = opacityOf(series, emphasis);

    ctx.save();
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    if (hasBand && series.band) {
      ctx.globalAlpha = opacity * bandOpacity;
      ctx.beginPath();
      traceBand(ctx, series.epochs, series.band, { x, y, range, floor: chartArea.bottom });
      ctx.fill();
    }
    ctx.globalAlpha = opacity;
    // With a join at every pixel, round joins would cost as much as the lines, and they are visible only between few points.
    ctx.lineJoin = points.epochs.length > chartArea.width / 4 ? 'bevel' : 'round';
    ctx.lineWidth = lineWidthPx(series, emphasis, theme);
    ctx.setLineDash(dashOf[series.role].map((length) => length * theme.textScale));
    ctx.beginPath();
    tracePath(ctx, points.epochs, points.values, x, y);
    ctx.stroke();

    ctx.setLineDash([]);
    const spacing = (chartArea.right - chartArea.left) / points.epochs.length;
    if (points.raw && few && !series.faint && (spacing > 12 || points.epochs.length === 1)) {
      ctx.beginPath();
      tracePointMarks(ctx, points, x, y, (points.epochs.length === 1 ? 3.5 : 2) * theme.textScale);
      ctx.fill();
    }
    ctx.restore();
    this.paintMarkers({ series, points, theme, emphasis }, { x, y, range });
  }

  /** Distinguishes two lines of one colour. */
  private paintMarkers(
    { series, points, theme, emphasis }: Omit<PaintedSeries, 'hasBand'>,
    { x, y }: Frame,
  ): void {
    const { ctx } = this.chart;
    const { marker } = paletteSlot(series.slot);
    if (marker === 'none' || series.faint || series.unmarked || series.share !== undefined) return;
    ctx.save();
    ctx.globalAlpha = opacityOf(series, emphasis);
    ctx.strokeStyle = lineColor(series, theme);
    ctx.fillStyle = theme.surface;
    ctx.lineWidth = 1.25 * theme.textScale;
    ctx.beginPath();
    const radius = 3.5 * theme.textScale;
    traceSparseMarkers(points, x, y, (px, py) => traceMarker(ctx, marker, px, py, radius), series.slot);
    if (marker !== 'cross') ctx.fill();
    ctx.stroke();
    ctx.restore();
  }
}

function opacityOf({ faint }: ChartSeries, emphasis: PaintedSeries['emphasis']): number {
  return (emphasis === 'quiet' ? 0.18 : 1) * (faint ? faintOpacity : 1);
}

function lineWidthPx(
  { faint }: ChartSeries,
  emphasis: PaintedSeries['emphasis'],
  { textScale }: ChartTheme,
): number {
  return (faint ? 1 : emphasis === 'strong' ? 2 : 1.5) * textScale;
}

/** The few means among many faint runs do not belong to the crowd, and neither does what is highlighted. */
function splitCrowd(all: readonly PaintedSeries[]): {
  readonly crowd: readonly PaintedSeries[];
  readonly alone: readonly PaintedSeries[];
} {
  if (all.length <= maxPaths) return { crowd: [], alone: all };
  const manyPlain = all.filter(({ series }) => !series.faint).length > maxPaths;
  const { crowd = [], alone = [] } = Object.groupBy(all, ({ series, emphasis }) =>
    (series.faint || manyPlain) && !series.band && emphasis !== 'strong' ? 'crowd' : 'alone',
  );
  return { crowd, alone };
}

/** Chart.js data for a set of series: one dataset for all, because Chart.js searches its list for each dataset it draws. */
export function chartData(painted: readonly PaintedSeries[]): ChartData<'series'> {
  return { datasets: [{ type: 'series', data: [], painted }] };
}

/** The series that a chart paints, topmost first. */
export function paintedSeries(chart: {
  readonly data: { readonly datasets: unknown };
}): readonly PaintedSeries[] {
  const [dataset] = chart.data.datasets as readonly { readonly painted: readonly PaintedSeries[] }[];
  return dataset?.painted ?? [];
}

/** The colour of a series: its lambda's, or that of its slot in the theme. */
export function lineColor({ share, slot }: Pick<ChartSeries, 'share' | 'slot'>, theme: ChartTheme): string {
  return tintColor(share === undefined ? { slot } : { share }, theme);
}

/** The linear map of a scale, so that thousands of points need no method call each. */
export function projectionOf(scale: Scale): Projection {
  const logarithmic = scale.type === 'logarithmic';
  const of = (value: number): number => (logarithmic ? Math.log10(value) : value);
  const low = scale.getPixelForValue(scale.min);
  const high = scale.getPixelForValue(scale.max);
  const factor = (high - low) / (of(scale.max) - of(scale.min));
  return { logarithmic, scale: factor, offset: low - factor * of(scale.min) };
}

function tracePointMarks(
  ctx: CanvasRenderingContext2D,
  { epochs, values }: VisiblePoints,
  x: Projection,
  y: Projection,
  radius: number,
): void {
  for (let index = 0; index < epochs.length; index++) {
    const left = project(x, epochs[index]!);
    const top = project(y, values[index]!);
    if (!Number.isNaN(left + top)) traceMarker(ctx, 'circle', left, top, radius);
  }
}

const markerSpacingPx = 90;

/** Calls `trace` at a point about every 90 px, shifted by slot so that neighbours' markers do not coincide. */
function traceSparseMarkers(
  { epochs, values }: VisiblePoints,
  x: Projection,
  y: Projection,
  trace: (left: number, top: number) => void,
  slot: number,
): void {
  let next = -Infinity;
  for (let index = 0; index < epochs.length; index++) {
    const left = project(x, epochs[index]!);
    if (next === -Infinity) next = left + ((slot * 37) % markerSpacingPx);
    if (!(left >= next)) continue;
    const top = project(y, values[index]!);
    if (Number.isNaN(top)) continue;
    trace(left, top);
    next = left + markerSpacingPx;
  }
}
