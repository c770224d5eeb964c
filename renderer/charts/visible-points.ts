import { thinSeries } from '#api';
import { lowerBound } from './series.ts';
import type { AxisRange } from './ticks.ts';

interface Line {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
  readonly thinned?: boolean;
}

/** What of a series is drawn for one axis interval and plot width. */
export interface VisiblePoints extends Line {
  /** True when every recorded point of the interval is there, so that points may be marked as such. */
  readonly raw: boolean;
  /** Non-finite values inside the interval, each at its epoch. */
  readonly brokenEpochs: readonly number[];
  /** Points inside the interval that a logarithmic axis cannot show: epochs or values of zero and below. */
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
 * The points of `line` inside the interval, and one on either side so that the line runs to the frame. More points
 * than the screen can show are thinned to the minimum and maximum of each pixel: no spike is lost.
 */
export function visiblePoints(line: Line, options: VisibleOptions): VisiblePoints {
  const { range, logarithmicX, logarithmicY } = options;
  const inside = { from: lowerBound(line.epochs, range.min), to: lowerBound(line.epochs, range.max + 1e-9) };
  const { brokenEpochs, dropped } = inspect(line, inside, logarithmicX, logarithmicY);
  const from = Math.max(inside.from - 1, logarithmicX ? lowerBound(line.epochs, Number.MIN_VALUE) : 0);
  const slice = cut(line, from, Math.min(inside.to + 1, line.epochs.length));
  const budget = Math.max(64, Math.ceil(options.widthPx * pointsPerPixel));
  const thinned = logarithmicX ? thinByDecade(slice, range, budget) : thin(slice, budget);
  const raw = line.thinned !== true && thinned.epochs.length === slice.epochs.length;
  return { ...thinned, raw, brokenEpochs, dropped };
}

function inspect(
  { epochs, values }: Line,
  inside: { from: number; to: number },
  logarithmicX: boolean,
  logarithmicY: boolean,
): { brokenEpochs: number[]; dropped: number } {
  const brokenEpochs: number[] = [];
  let dropped = 0;
  for (let index = inside.from; index < inside.to; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) brokenEpochs.push(epochs[index]!);
    else if ((logarithmicX && epochs[index]! <= 0) || (logarithmicY && value <= 0)) dropped++;
  }
  return { brokenEpochs, dropped };
}

function cut({ epochs, values }: Line, from: number, to: number): Line {
  return { epochs: epochs.subarray(from, to), values: values.subarray(from, to) };
}

function thin(line: Line, maxPoints: number): Line {
  return line.epochs.length <= maxPoints ? line : thinSeries(line.epochs, line.values, maxPoints);
}

/** Thins each decade of epochs to its own share of the width: on a logarithmic axis the first are the widest. */
function thinByDecade(line: Line, range: AxisRange, budget: number): Line {
  if (line.epochs.length <= budget) return line;
  const first = Math.max(1, range.min);
  const decades = Math.max(Math.log10(range.max / first), 0.1);
  const parts: Line[] = [];
  for (let power = Math.floor(Math.log10(first)), from = 0; from < line.epochs.length; power++) {
    const to = lowerBound(line.epochs, 10 ** (power + 1));
    if (to > from) parts.push(thin(cut(line, from, to), Math.max(4, Math.ceil(budget / decades))));
    from = to;
  }
  return { epochs: join(parts.map((part) => part.epochs)), values: join(parts.map((part) => part.values)) };
}

function join(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
