/**
 * Index of the first entry of the ascending `sorted` that is at least `value`, which is the number of entries below it; the length if there
 * is none.
 */
export function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
