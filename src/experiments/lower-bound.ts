/** Index of the first epoch that is at least `epoch`; the length when there is none. `epochs` ascend. */
export function lowerBound(epochs: Float64Array, epoch: number): number {
  let low = 0;
  let high = epochs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (epochs[middle]! < epoch) low = middle + 1;
    else high = middle;
  }
  return low;
}
