import { findExtremes, thinSeries, type BlockExtremes } from '#api';
import { joined, lowerBound, type Curve } from './series.ts';
import type { AxisRange } from './ticks.ts';

/** The part of a series drawn for one axis interval and plot width. */
export interface VisiblePoints extends Curve {
  /** True if every recorded point of the interval is included, so that points may be marked. */
  readonly raw: boolean;
  /** Epochs of the non-finite values inside the interval. */
  readonly brokenEpochs: readonly number[];
  /** Points inside the interval that a logarithmic axis cannot show: epochs or values of zero or below. */
  readonly dropped: number;
}

export interface VisibleOptions {
  readonly range: AxisRange;
  /** Width of the plot in pixels; each keeps at least its minimum and maximum. */
  readonly widthPx: number;
  readonly logarithmicX: boolean;
  readonly logarithmicY: boolean;
}

const pointsPerPixel = 2;

/**
 * The points of `line` inside the interval, plus one on either side so that the line runs to the frame. More points than the screen can
 * show are thinned to the minimum and maximum of each pixel: no spike is lost.
 */
export function visiblePoints(line: Curve, options: VisibleOptions): VisiblePoints {
  const { range, logarithmicX, logarithmicY } = options;
  const inside = { from: lowerBound(line.epochs, range.min), to: lowerBound(line.epochs, range.max + 1e-9) };
  const from = Math.max(inside.from - 1, logarithmicX ? lowerBound(line.epochs, Number.MIN_VALUE) : 0);
  const around = { from, to: Math.min(inside.to + 1, line.epochs.length) };
  const budget = Math.max(64, Math.ceil(options.widthPx * pointsPerPixel));
  const extremes = extremesOf(line.values);
  const { brokenEpochs, dropped } = inspect(line, inside, extremes, logarithmicX, logarithmicY);
  const thinned = logarithmicX
    ? thinByDecade(line, around, extremes, range, budget)
    : thinSeries(line.epochs, line.values, budget, { ...around, extremes });
  const raw = line.thinned !== true && thinned.epochs.length === around.to - around.from;
  return { epochs: thinned.epochs, values: thinned.values, raw, brokenEpochs, dropped };
}

interface Part {
  readonly from: number;
  readonly to: number;
}

const known = new WeakMap<Float64Array, BlockExtremes>();

/** The extremes of a line's blocks, found once: each zoom of a hundred lines needs them again. */
function extremesOf(values: Float64Array): BlockExtremes {
  const found = known.get(values) ?? findExtremes(values);
  known.set(values, found);
  return found;
}

function inspect(
  { epochs, values }: Curve,
  { from, to }: Part,
  extremes: BlockExtremes,
  logarithmicX: boolean,
  logarithmicY: boolean,
): { brokenEpochs: number[]; dropped: number } {
  const brokenEpochs: number[] = [];
  let dropped = 0;
  if (extremes.finite && !logarithmicX && !logarithmicY) return { brokenEpochs, dropped };
  for (let index = from; index < to; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) brokenEpochs.push(epochs[index]!);
    else if ((logarithmicX && epochs[index]! <= 0) || (logarithmicY && value <= 0)) dropped++;
  }
  return { brokenEpochs, dropped };
}

/** Thins each decade of epochs to its own share of the width: on a logarithmic axis the first are the widest. */
function thinByDecade(
  { epochs, values }: Curve,
  part: Part,
  extremes: BlockExtremes,
  range: AxisRange,
  budget: number,
): Curve {
  if (part.to - part.from <= budget) return thinSeries(epochs, values, budget, part);
  const first = Math.max(1, range.min);
  const decades = Math.max(Math.log10(range.max / first), 0.1);
  const parts: Curve[] = [];
  for (let power = Math.floor(Math.log10(first)), from = part.from; from < part.to; power++) {
    const to = Math.min(part.to, lowerBound(epochs, 10 ** (power + 1)));
    const share = Math.max(4, Math.ceil(budget / decades));
    if (to > from) parts.push(thinSeries(epochs, values, share, { from, to, extremes }));
    from = Math.max(from, to);
  }
  return { epochs: joined(parts.map((one) => one.epochs)), values: joined(parts.map((one) => one.values)) };
}
