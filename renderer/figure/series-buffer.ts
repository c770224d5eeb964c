import { thinSeries } from '#api';

/** Points of one metric in order of epoch. */
export interface BufferedPoints {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
  /** Some were left out; every extreme is there. */
  readonly thinned?: boolean;
}

/** Points of one metric that grow at the end. The views it hands out stay valid and never change. */
export interface SeriesBuffer {
  append(points: BufferedPoints): void;
  /** The same object until something is appended. */
  view(): BufferedPoints;
}

/** Points: `thinSeries` keeps four, or five where one is not finite. */
const keptOfStretch = 5;

/**
 * A buffer that doubles when it is full, so that a live run costs one copy of what is new. It holds at most `most` points: beyond that
 * it is thinned to half of them or less.
 */
export function createSeriesBuffer({ capacity = 1024, most = Infinity } = {}): SeriesBuffer {
  let epochs = new Float64Array(capacity);
  let values = new Float64Array(capacity);
  let length = 0;
  let thinned = false;
  let stretch = 1; // epochs
  let shown: BufferedPoints | null = null;

  function grow(needed: number): void {
    const larger = Math.max(needed, epochs.length * 2);
    const [oldEpochs, oldValues] = [epochs, values];
    epochs = new Float64Array(larger);
    values = new Float64Array(larger);
    epochs.set(oldEpochs.subarray(0, length));
    values.set(oldValues.subarray(0, length));
  }

  /**
   * Each stretch of as many epochs keeps its first, last, lowest and highest point. Stretches double alone, so that all but the last of
   * them are thinned no further until then; of stretches of as many points the first epochs would be thinned every time.
   */
  function thin(): void {
    const all = { epochs: epochs.subarray(0, length), values: values.subarray(0, length) };
    const first = epochs[0]!;
    while (epochs[length - 1]! - first >= stretch * Math.floor(most / 2 / keptOfStretch)) stretch *= 2;
    [epochs, values] = [new Float64Array(epochs.length), new Float64Array(epochs.length)];
    length = 0;
    for (let from = 0, to = 0; from < all.epochs.length; from = to) {
      const end = first + (Math.floor((all.epochs[from]! - first) / stretch) + 1) * stretch;
      while (to < all.epochs.length && all.epochs[to]! < end) to++;
      const kept = thinSeries(all.epochs, all.values, keptOfStretch, { from, to });
      epochs.set(kept.epochs, length);
      values.set(kept.values, length);
      length += kept.epochs.length;
    }
    thinned = true;
  }

  return {
    append(points) {
      // What is already there is left out: an answer may overlap the one before.
      const last = length === 0 ? -Infinity : epochs[length - 1]!;
      let from = 0;
      while (from < points.epochs.length && points.epochs[from]! <= last) from++;
      const added = points.epochs.length - from;
      if (added === 0) return;
      if (length + added > epochs.length) grow(length + added);
      epochs.set(points.epochs.subarray(from), length);
      values.set(points.values.subarray(from), length);
      length += added;
      thinned ||= points.thinned ?? false;
      if (length > most) thin();
      shown = null;
    },
    view() {
      shown ??= { epochs: epochs.subarray(0, length), values: values.subarray(0, length), thinned };
      return shown;
    },
  };
}
