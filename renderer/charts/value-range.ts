import type { AxisRange } from './ticks.ts';

/** Limits that a quantity has by nature: an accuracy lies between 0 and 1. */
export interface NaturalLimits {
  readonly min?: number;
  readonly max?: number;
}

export interface ValueRangeOptions {
  readonly logarithmic: boolean;
  readonly limits?: NaturalLimits | undefined;
}

const margin = 0.05;

/**
 * The interval of the y axis that shows every finite value of `lines` with a small margin. It starts at 0 where the
 * values nearly reach it, and never leaves the natural limits. A logarithmic axis takes the positive values alone.
 * Null when nothing can be shown.
 */
export function valueRange(lines: readonly Float64Array[], options: ValueRangeOptions): AxisRange | null {
  let min = Infinity;
  let max = -Infinity;
  for (const values of lines) {
    for (const value of values) {
      if (!Number.isFinite(value) || (options.logarithmic && value <= 0)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  if (min > max) return null;
  return options.logarithmic ? logarithmicRange(min, max) : linearRange(min, max, options.limits);
}

function linearRange(min: number, max: number, limits: NaturalLimits = {}): AxisRange {
  const pad = max > min ? (max - min) * margin : Math.abs(max) * 0.1 || 1;
  // Reaching down to zero when it costs little keeps heights comparable; small differences far from zero keep theirs.
  const low = min >= 0 && min < (max - min) * 0.5 ? 0 : min - pad;
  const high = max <= 0 && -max < (max - min) * 0.2 ? 0 : max + pad;
  return {
    // A line on its natural limit keeps a sliver of room, so that the frame does not hide it.
    min: limits.min === undefined ? low : Math.max(low, limits.min - pad * 0.2),
    max: limits.max === undefined ? high : Math.min(high, limits.max + pad * 0.2),
  };
}

function logarithmicRange(min: number, max: number): AxisRange {
  if (max === min) return { min: min / 2, max: max * 2 };
  const pad = (max / min) ** margin;
  return { min: min / pad, max: max * pad };
}
