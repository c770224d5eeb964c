/** Points of one metric that grow at the end. The views it hands out stay valid and never change. */
export interface SeriesBuffer {
  readonly length: number;
  append(epochs: Float64Array, values: Float64Array): void;
  view(): { readonly epochs: Float64Array; readonly values: Float64Array };
}

/** A buffer that doubles when it is full, so that a live run costs one copy of what is new. */
export function createSeriesBuffer(capacity = 1024): SeriesBuffer {
  let epochs = new Float64Array(capacity);
  let values = new Float64Array(capacity);
  let length = 0;

  function grow(needed: number): void {
    const larger = Math.max(needed, epochs.length * 2);
    const [oldEpochs, oldValues] = [epochs, values];
    epochs = new Float64Array(larger);
    values = new Float64Array(larger);
    epochs.set(oldEpochs.subarray(0, length));
    values.set(oldValues.subarray(0, length));
  }

  return {
    get length() {
      return length;
    },
    append(newEpochs, newValues) {
      // What is already there is left out: an answer may overlap the one before.
      const last = length === 0 ? -Infinity : epochs[length - 1]!;
      let from = 0;
      while (from < newEpochs.length && newEpochs[from]! <= last) from++;
      const added = newEpochs.length - from;
      if (length + added > epochs.length) grow(length + added);
      epochs.set(newEpochs.subarray(from), length);
      values.set(newValues.subarray(from), length);
      length += added;
    },
    view: () => ({ epochs: epochs.subarray(0, length), values: values.subarray(0, length) }),
  };
}
