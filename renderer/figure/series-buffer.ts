import { pointsAt, thinStretches } from '#api';
import type { Curve } from './series.ts';

/** Points of one metric, appended at the end. Views stay valid and never change. */
export interface SeriesBuffer {
  append(points: Curve): void;
  /** Drops points at any other epoch. */
  keepAt(epochs: Float64Array): void;
  /** The same object until something is appended or dropped. */
  view(): Curve;
}

/**
 * A buffer that doubles when full, so that a live run only costs copying what is new. It holds at most `most` points: beyond that it is
 * thinned to half of them or fewer.
 */
export function createSeriesBuffer({
  capacity = 1024,
  most,
}: {
  capacity?: number;
  most: number;
}): SeriesBuffer {
  let epochs = new Float64Array(capacity);
  let values = new Float64Array(capacity);
  let length = 0;
  let thinned = false;
  let shown: Curve | null = null;

  const all = () => ({ epochs: epochs.subarray(0, length), values: values.subarray(0, length) });

  function hold(points: Curve, room: number): void {
    epochs = new Float64Array(room);
    values = new Float64Array(room);
    epochs.set(points.epochs);
    values.set(points.values);
    length = points.epochs.length;
  }

  return {
    append(points) {
      // Points already present are skipped: an answer may overlap the previous one.
      const last = length === 0 ? -Infinity : epochs[length - 1]!;
      let from = 0;
      while (from < points.epochs.length && points.epochs[from]! <= last) from++;
      const added = points.epochs.length - from;
      if (added === 0) return;
      const needed = length + added;
      // Never twice as much as it may hold: what is more than that is thinned at once.
      if (needed > epochs.length) hold(all(), Math.max(needed, Math.min(most, epochs.length * 2)));
      epochs.set(points.epochs.subarray(from), length);
      values.set(points.values.subarray(from), length);
      length += added;
      thinned ||= points.thinned ?? false;
      if (length > most) {
        hold(thinStretches(epochs.subarray(0, length), values.subarray(0, length), most / 2), epochs.length);
        thinned = true;
      }
      shown = null;
    },
    keepAt(kept) {
      const few = pointsAt(all(), kept);
      if (few.epochs.length === length) return;
      hold(few, epochs.length);
      thinned = true;
      shown = null;
    },
    view() {
      shown ??= { ...all(), thinned };
      return shown;
    },
  };
}
