import {
  type AxisRange,
  type Choices,
  type Datum,
  type Figure,
  outliersChoice,
  scaleChoice,
  valueRange,
} from '#figure';
import type { NaturalLimits } from '#words';

/** How values should be drawn. */
export interface ValueScale {
  readonly isLogarithmic: boolean;
  readonly ignoresOutliers: boolean;
}

export function valueScale(choices: Choices): ValueScale {
  return {
    isLogarithmic: choices[scaleChoice] === 'logarithmic',
    ignoresOutliers: choices[outliersChoice] === 'ignored',
  };
}

/** An axis for values. */
export interface DataRange {
  readonly range: AxisRange;
  /** Never if a value is 0 or below: it would have no place. */
  readonly isLogarithmic: boolean;
  /** The most extreme of the values far from all others; null if there are none. */
  readonly outlier: number | null;
}

/** Intervals leave the frame if they would take more than this fraction of the values' span, on either side. */
const mostRoom = 0.6;
/** Quartiles of fewer values mean little. */
const fewest = 8;
/** Ignoring outliers is offered if they shrink everything else to less than half of the height. */
const flattening = 2;

/** The range of what is drawn: all values, and their intervals as far as they do not flatten the values. */
export function dataRange(
  data: readonly Pick<Datum, 'y' | 'low' | 'high'>[],
  scale: ValueScale,
  limits: NaturalLimits = {},
): DataRange {
  const values = data.map(({ y }) => y).filter((value) => Number.isFinite(value));
  const isLogarithmic = scale.isLogarithmic && values.length > 0 && values.every((value) => value > 0);
  const fence = isLogarithmic ? null : outerFences(values);
  const isInside = (value: number): boolean => !fence || (value >= fence.min && value <= fence.max);
  const far = values.filter((value) => !isInside(value));
  const outlier = far.length === 0 ? null : far.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  const shown = data.filter(({ y }) => Number.isFinite(y) && (!scale.ignoresOutliers || isInside(y)));
  const drawn = withIntervals(shown, isLogarithmic);
  const range = valueRange([drawn], { logarithmic: isLogarithmic, limits });
  return { range: range ?? { min: 0, max: 1 }, isLogarithmic, outlier };
}

function withIntervals(
  data: readonly Pick<Datum, 'y' | 'low' | 'high'>[],
  isLogarithmic: boolean,
): Float64Array {
  const [to, from] = isLogarithmic ? [Math.log, Math.exp] : [(value: number) => value, (value: number) => value]; // oxfmt-ignore
  const values = data.map(({ y }) => to(y));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) * mostRoom;
  const ends = data
    .flatMap((datum) => [datum.low ?? datum.y, datum.high ?? datum.y])
    // What reaches 0 or below leaves a logarithmic axis.
    .map((end) =>
      Math.min(high + room, Math.max(low - room, end <= 0 && isLogarithmic ? -Infinity : to(end))),
    );
  return Float64Array.from([...values, ...ends], from);
}

/**
 * Tukey's outer fences (Exploratory Data Analysis, 1977): three interquartile ranges beyond the quartiles. Null if all the values are shown
 * well.
 */
export function outerFences(values: readonly number[]): AxisRange | null {
  if (values.length < fewest) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const [first, third] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const fence = { min: first - 3 * (third - first), max: third + 3 * (third - first) };
  const inside = sorted.filter((value) => value >= fence.min && value <= fence.max);
  const span = (some: readonly number[]): number => some.at(-1)! - some[0]!;
  return span(inside) > 0 && span(sorted) > flattening * span(inside) ? fence : null;
}

/** Interpolates between the two nearest values, like NumPy. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (place - Math.floor(place)) * (above - below);
}

/** What a figure offers for its axes: a logarithmic scale, and ignoring outliers if there are any. */
export function scaleOffers(
  scale: ValueScale,
  axes: readonly DataRange[],
): Pick<Figure, 'isLogarithmic' | 'outliers'> {
  const far = axes.flatMap(({ outlier }) => outlier ?? []);
  return {
    isLogarithmic: scale.isLogarithmic,
    ...(far.length === 0 ? {} : { outliers: { extreme: far[0]!, isIgnored: scale.ignoresOutliers } }),
  };
}
