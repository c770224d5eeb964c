/** Entry `index` of `numpy.linspace(start, stop, length)`, with its rounding: the last is `stop` itself. */
export function linspace(start: number, stop: number, length: number, index: number): number {
  if (length === 1) return start;
  return index === length - 1 ? stop : index * ((stop - start) / (length - 1)) + start;
}
