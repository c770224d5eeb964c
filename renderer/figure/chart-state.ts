import { nameEnd, type NaturalLimits } from '#words';
import { shortenText } from '#api';
import { visibleInterval } from './band-path.ts';
import type { ChartTheme } from './chart-theme.ts';
import type { ChartState } from './chart-setup.ts';
import type { PaintedSeries } from './series-controller.ts';
import type { ChartMark, ChartSeries } from './series.ts';
import type { AxisRange } from './ticks.ts';
import { valueRange } from './value-range.ts';
import { visiblePoints, type VisiblePoints } from './visible-points.ts';

/** What a screen asks a chart to show. */
export interface ChartContent {
  readonly series: readonly ChartSeries[];
  readonly marks: readonly ChartMark[];
  readonly logarithmicY: boolean;
  /** Rare values far from the others may leave the frame; the panel says so. */
  readonly cutSpikes: boolean;
  readonly limits: NaturalLimits | undefined;
  readonly xTitle: string | null;
  /** x is in milliseconds. */
  readonly isTime?: boolean;
  /** Replaces the fitted range of values, for charts that must share one. */
  readonly range?: AxisRange;
  /** Name every line, or one line per group, at its end if there is room. */
  readonly endLabels: boolean;
}

/** A screen's input to a panel; the panel's own tools add the rest. */
export type PanelContent = Omit<ChartContent, 'logarithmicY' | 'cutSpikes'>;

export interface ChartWindow {
  readonly range: AxisRange;
  readonly zoomed: boolean;
  readonly logarithmicX: boolean;
  readonly plotWidthPx: number;
  readonly hidden: ReadonlySet<string>;
  readonly highlighted: string | null;
  /** A y range chosen by the user; without it the axis fits what is visible. */
  readonly yView: AxisRange | null;
}

/** A chart's state, and what it cannot show, so that the panel can say so. */
export interface BuiltState extends ChartState {
  /** Points left out by a logarithmic axis. */
  readonly dropped: number;
  /** The most extreme value outside the frame, or null if all are inside. */
  readonly cut: number | null;
  /** There are points, but not a single value can be drawn. */
  readonly nothingFinite: boolean;
  /** There are points, but all of them lie outside `x`. */
  readonly nothingInView: boolean;
}

/** Caches the thinned points of each series: only what changed is thinned again. */
export type PointCache = WeakMap<ChartSeries, { readonly key: string; readonly points: VisiblePoints }>;

const manyLines = 12;
/** More intervals than this would cover each other: then only the highlighted one is drawn. */
const manyBands = 6;

/** Computes everything that is drawn for `content` in `window`. */
export function buildChartState(
  content: ChartContent,
  window: ChartWindow,
  theme: ChartTheme,
  cache: PointCache,
): BuiltState {
  const { logarithmicY } = content;
  const logarithmicX = window.logarithmicX;
  const x = logarithmicX ? { min: Math.max(1, window.range.min), max: window.range.max } : window.range;
  const shown = content.series.filter(({ group }) => !window.hidden.has(group));
  // Many lines cover each other: half as many points draw the same picture, with every spike, in less time.
  const widthPx = window.plotWidthPx / (shown.length > manyLines ? 2 : 1);
  const options = { range: x, widthPx, logarithmicX, logarithmicY };
  const isCrowded = shown.filter(({ band }) => band !== undefined).length > manyBands;
  const datasets = shown.map((series): PaintedSeries => {
    const emphasis =
      window.highlighted === null ? 'normal' : window.highlighted === series.group ? 'strong' : 'quiet';
    return {
      series,
      points: cachedPoints(series, options, cache),
      theme,
      emphasis,
      hasBand: series.band !== undefined && (!isCrowded || emphasis === 'strong'),
    };
  });
  const fitted = fitRange(datasets, x, {
    logarithmic: logarithmicY,
    limits: content.limits,
    cutSpikes: content.cutSpikes,
  });
  // The first dataset is painted on top. Validation has fewer points than training and would disappear under its noise.
  const height = ({ emphasis, series }: PaintedSeries): number =>
    (series.faint ? 0 : 4) + (emphasis === 'strong' ? 2 : 0) + (series.role === 'validation' ? 1 : 0);
  datasets.sort((a, b) => height(b) - height(a));
  const points = datasets.reduce((sum, dataset) => sum + dataset.points.epochs.length, 0);
  return {
    datasets,
    marks: [...shownMarks(content.marks, window.hidden), ...brokenMarks(datasets, content.marks)],
    theme,
    x,
    y:
      drawable(window.yView, logarithmicY) ??
      drawable(content.range, logarithmicY) ??
      fitted ??
      (logarithmicY ? { min: 0.1, max: 10 } : { min: 0, max: 1 }),
    logarithmicX,
    logarithmicY,
    xTitle: content.xTitle,
    isTime: content.isTime ?? false,
    labels: content.endLabels ? labelsByKey(shown) : new Map(),
    rightPaddingPx: 0,
    zoomed: window.zoomed,
    empty: fitted === null,
    cut: window.yView ? null : (fitted?.cut ?? null),
    dropped: countDropped(datasets, logarithmicX),
    nothingFinite: points > 0 && fitted === null,
    nothingInView: isOutside(shown, x),
  };
}

function isOutside(shown: readonly ChartSeries[], x: AxisRange): boolean {
  const measured = shown.filter(({ epochs }) => epochs.length > 0);
  return measured.length > 0 && measured.every(({ epochs }) => epochs[0]! > x.max || epochs.at(-1)! < x.min);
}

/** A logarithmic axis cannot reach zero. */
function drawable(range: AxisRange | null | undefined, isLogarithmic: boolean): AxisRange | null {
  return range && (!isLogarithmic || range.min > 0) ? range : null;
}

/** Bands, like spikes, may leave the frame if they would shrink their lines to less than half the height. */
function fitRange(
  datasets: readonly PaintedSeries[],
  x: AxisRange,
  options: Parameters<typeof valueRange>[1],
): ReturnType<typeof valueRange> {
  const values = datasets.map(({ points }) => points.values);
  const lines = valueRange(values, options);
  const intervals = datasets.flatMap(({ series, hasBand }) =>
    hasBand && series.band ? visibleInterval(series.epochs, series.band, x) : [],
  );
  if (!lines || intervals.length === 0) return lines;
  const all = valueRange([...values, ...intervals], { ...options, cutSpikes: false })!;
  const much = options.logarithmic
    ? Math.log(all.max / all.min) > 2 * Math.log(lines.max / lines.min)
    : all.max - all.min > 2 * (lines.max - lines.min);
  if (!options.cutSpikes || !(much || lines.cut !== null)) return all;
  return { ...lines, cut: lines.cut ?? (all.max > lines.max ? all.max : all.min) };
}

function cachedPoints(
  series: ChartSeries,
  options: Parameters<typeof visiblePoints>[1],
  cache: PointCache,
): VisiblePoints {
  const { range, widthPx, logarithmicX, logarithmicY } = options;
  const key = [range.min, range.max, widthPx, logarithmicX, logarithmicY].join();
  const known = cache.get(series);
  if (known?.key === key) return known.points;
  const points = visiblePoints(series, options);
  cache.set(series, { key, points });
  return points;
}

function shownMarks(marks: readonly ChartMark[], hidden: ReadonlySet<string>): ChartMark[] {
  return marks.filter(({ group }) => !hidden.has(group));
}

/** A cross for every non-finite value not covered by one of the screen's marks: no NaN goes unseen. */
function brokenMarks(datasets: readonly PaintedSeries[], marks: readonly ChartMark[]): ChartMark[] {
  const told = new Set(marks.filter(({ kind }) => kind === 'diverged').map(({ epoch }) => epoch));
  const broken: ChartMark[] = [];
  for (const { series, points } of datasets) {
    const epoch = points.brokenEpochs.find((candidate) => !told.has(candidate));
    if (epoch === undefined) continue;
    told.add(epoch);
    broken.push({
      kind: 'diverged',
      group: series.group,
      epoch,
      slot: series.slot,
      label: `not finite at ${epoch}`,
    });
  }
  return broken;
}

/** One label per group: if a run has two lines, the last of them carries its name. */
function labelsByKey(shown: readonly ChartSeries[]): Map<string, string> {
  const named = shown.filter(({ faint }) => !faint);
  const lastOfGroup = new Map(named.map((series) => [series.group, series]));
  return new Map([...lastOfGroup.values()].map(({ key, label }) => [key, shorten(label)]));
}

const longestLabel = 26;

/** Cut before its last words, which tell runs of a sweep apart. */
function shorten(label: string): string {
  if (label.length <= longestLabel) return label;
  const end = label.slice(nameEnd(label));
  return `${shortenText(label.slice(0, label.length - end.length), longestLabel - end.length)}${end}`;
}

function countDropped(datasets: readonly PaintedSeries[], logarithmicX: boolean): number {
  const dropped = datasets.reduce((sum, { points }) => sum + points.dropped, 0);
  // Epoch 0 lies to the left of a logarithmic axis, which starts at 1.
  const zeros = logarithmicX ? datasets.filter(({ series }) => series.epochs[0] === 0).length : 0;
  return dropped + zeros;
}
