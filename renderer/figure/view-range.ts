import type { AxisRange } from './ticks.ts';

/** The smallest epoch interval that zooming in can reach. */
export const minEpochSpan = 4;

/** How an interval of epochs can move: within `limits`, on an axis that may be logarithmic. */
export interface ViewFrame {
  readonly limits: AxisRange;
  readonly logarithmic: boolean;
}

/** `range` magnified by `factor` (above 1 zooms in) around `center`; null if it covers the limits again. */
export function zoomRange(
  range: AxisRange,
  factor: number,
  center: number,
  frame: ViewFrame,
): AxisRange | null {
  const { to, from } = axisOf(frame);
  const pivot = to(Math.min(Math.max(center, range.min), range.max));
  const low = from(pivot - (pivot - to(range.min)) / factor);
  const high = from(pivot + (to(range.max) - pivot) / factor);
  if (high - low >= minEpochSpan) return within({ min: low, max: high }, frame);
  return range.max - range.min <= minEpochSpan * 1.001
    ? within(range, frame)
    : within({ min: center - minEpochSpan / 2, max: center + minEpochSpan / 2 }, frame);
}

/** `range` moved by a fraction of its own width (positive towards later epochs), stopping at the limits. */
export function panRange(range: AxisRange, share: number, frame: ViewFrame): AxisRange | null {
  const { to, from } = axisOf(frame);
  const limits = { min: to(frame.limits.min), max: to(frame.limits.max) };
  const wanted = share * (to(range.max) - to(range.min));
  const step = Math.max(limits.min - to(range.min), Math.min(limits.max - to(range.max), wanted));
  return within({ min: from(to(range.min) + step), max: from(to(range.max) + step) }, frame);
}

/** `range` clipped to the limits, or null if it covers them. */
export function within(range: AxisRange, { limits }: ViewFrame): AxisRange | null {
  const min = Math.max(limits.min, range.min);
  const max = Math.min(limits.max, range.max);
  const slack = (limits.max - limits.min) * 1e-6;
  return min <= limits.min + slack && max >= limits.max - slack ? null : { min, max };
}

/**
 * The interval shown on the epoch axis of a run in progress: it grows in steps of 1, 2 and 5 times a power of ten, so that live curves do
 * not move sideways with every update, up to the run's planned epochs. A fork's starts at its own `first` epoch.
 */
export function liveExtent(epochsDone: number, epochs: number, first = 0): AxisRange {
  const own = Math.max(1, epochs - 1 - first);
  const done = epochsDone - first;
  let span = 50;
  for (let power = 10; span < Math.min(done, own); power *= 10) {
    span = [1, 2, 5].map((lead) => lead * 10 * power).find((value) => value >= done) ?? span * 10;
  }
  return { min: first, max: first + Math.min(span, own) };
}

function axisOf({ logarithmic }: ViewFrame): { to(value: number): number; from(value: number): number } {
  return logarithmic
    ? { to: (value) => Math.log10(Math.max(value, 0.5)), from: (value) => 10 ** value }
    : { to: (value) => value, from: (value) => value };
}
