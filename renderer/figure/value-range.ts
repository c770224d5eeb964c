import type { NaturalLimits } from '#words';
import { finiteRange, type AxisRange } from './ticks.ts';

export interface ValueRangeOptions {
  readonly logarithmic: boolean;
  readonly limits?: NaturalLimits | undefined;
  /** Lets a few values far from all others leave the frame, so that the rest is readable. */
  readonly cutSpikes?: boolean;
}

/** An interval of values, and the most extreme value outside it, or null if all are inside. */
export interface ValueRange extends AxisRange {
  readonly cut: number | null;
}

const margin = 0.05;
/** Fraction of a line's values, at either end, that may be spikes. */
const spikeShare = 0.02;
/** Smallest height of an axis, relative to its values. */
const minRelativeSpan = 2e-4;
/** Spikes are cut only if they would shrink everything else to less than half of the height. */
const cutFactor = 2;

/**
 * The y range that shows every finite value of `lines` with a small margin. It starts at 0 if the values nearly reach it, and never leaves
 * the natural limits. A logarithmic axis uses only the positive values. Null if nothing can be shown.
 */
export function valueRange(lines: readonly Float64Array[], options: ValueRangeOptions): ValueRange | null {
  let min = Infinity;
  let max = -Infinity;
  for (const values of lines) {
    // By index: iterators over typed arrays cost several times as much.
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      if (!Number.isFinite(value) || (options.logarithmic && value <= 0)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  if (min > max) return null;
  if (options.logarithmic) return { ...logarithmicRange(min, max), cut: null };
  const all = { ...linearRange(min, max, options.limits), cut: null };
  return (options.cutSpikes ? cutRange(lines, { min, max }, options.limits) : null) ?? all;
}

function cutRange(
  lines: readonly Float64Array[],
  all: AxisRange,
  limits: NaturalLimits | undefined,
): ValueRange | null {
  const typical = lines.map(typicalRange).filter((range) => range !== null);
  const min = Math.min(...typical.map((range) => range.min));
  const max = Math.max(...typical.map((range) => range.max));
  if (!(max > min) || all.max - all.min < cutFactor * (max - min)) return null;
  const headroom = (max - min) * 0.1;
  const range = linearRange(Math.max(all.min, min - headroom), Math.min(all.max, max + headroom), limits);
  return { ...range, cut: all.max > range.max ? all.max : all.min };
}

const maxSampled = 200;
const typicalRanges = new WeakMap<Float64Array, AxisRange | null>();

/** Where most of a line lies: without its most extreme values, but with its first and last. */
function typicalRange(values: Float64Array): AxisRange | null {
  // The same points are asked for again at every redraw in which another line changed.
  const known = typicalRanges.get(values);
  if (known !== undefined) return known;
  const range = findTypicalRange(values);
  typicalRanges.set(values, range);
  return range;
}

function findTypicalRange(values: Float64Array): AxisRange | null {
  const stride = Math.max(1, Math.ceil(values.length / maxSampled));
  const sample = new Float64Array(Math.ceil(values.length / stride));
  let length = 0;
  for (let index = 0; index < values.length; index += stride) {
    const value = values[index]!;
    if (Number.isFinite(value)) sample[length++] = value;
  }
  if (length === 0) return null;
  const [first, last] = [sample[0]!, sample[length - 1]!];
  const ordered = sample.subarray(0, length).sort();
  const skipped = Math.floor(length * spikeShare);
  return {
    min: Math.min(ordered[skipped]!, first, last),
    max: Math.max(ordered[length - 1 - skipped]!, first, last),
  };
}

function linearRange(min: number, max: number, limits: NaturalLimits = {}): AxisRange {
  if (min === 0 && max === 0) return { min: 0, max: 1 };
  if (max === min) return { min: min - Math.abs(min) * 0.1, max: max + Math.abs(max) * 0.1 };
  // Differences too small for the labels to show are drawn as the flat line that they are.
  const size = Math.max(Math.abs(min), Math.abs(max));
  const pad = Math.max((max - min) * margin, (size * minRelativeSpan - (max - min)) / 2);
  // Extending the axis to zero where that costs little keeps heights comparable; small differences far from zero keep theirs.
  const low = min >= 0 && min < (max - min) * 0.5 ? 0 : min - pad;
  const high = max <= 0 && -max < (max - min) * 0.2 ? 0 : max + pad;
  // A line at its natural limit keeps a sliver of room, so that the frame does not hide it.
  return finiteRange(
    limits.min === undefined ? low : Math.max(low, limits.min - pad * 0.2),
    limits.max === undefined ? high : Math.min(high, limits.max + pad * 0.2),
  );
}

function logarithmicRange(min: number, max: number): AxisRange {
  const pad = max === min ? 2 : Math.exp((Math.log(max) - Math.log(min)) * margin);
  return { min: Math.max(Number.MIN_VALUE, min / pad), max: Math.min(Number.MAX_VALUE, max * pad) };
}
