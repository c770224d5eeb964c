export interface HistogramOptions {
  /** Number of bins of equal width, 1 to 10,000. Default 40. */
  readonly bins?: number;
  /** Puts 0 in the middle, so that both signs can be compared. Default false. */
  readonly zeroCentred?: boolean;
  /** Outer edges, for histograms that share them, such as those of several epochs. Default: the range of the data. */
  readonly range?: readonly [from: number, to: number];
}

export interface Histogram {
  /** [bins + 1], ascending. A bin includes its lower edge and excludes its upper one; the last bin includes both. */
  readonly edges: Float64Array;
  /** [bins] */
  readonly counts: Uint32Array;
  /** Values that are NaN or infinite, which are in no bin. */
  readonly notFinite: number;
  /** Finite values outside a given range, which are in no bin. */
  readonly outside: number;
}

/**
 * Counts `values` in bins of equal width, like numpy.histogram, with the same edges to the last bit. If all values are the same v, the
 * range is v - 0.5 to v + 0.5; if there are none, 0 to 1. Throws RangeError for an invalid number of bins or range.
 */
export function histogram(
  values: ArrayLike<number>,
  { bins = 40, zeroCentred = false, range }: HistogramOptions = {},
): Histogram {
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= 10_000)) {
    throw new RangeError(`got ${bins} bins; allowed: a whole number, 1 to 10,000`);
  }
  if (range && !(Number.isFinite(range[1] - range[0]) && range[0] < range[1])) {
    throw new RangeError(`got the range ${range[0]} to ${range[1]}; allowed: two finite, ascending numbers`);
  }
  const [from, to] = outerEdges(range ?? rangeOf(values), zeroCentred);
  const width = (to - from) / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, index) =>
    index === bins ? to : index * width + from,
  );
  const counts = new Uint32Array(bins);
  let notFinite = 0;
  let outside = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) notFinite++;
    else if (value < from || value > to) outside++;
    else counts[binOf(value, edges)]!++;
  }
  return { edges, counts, notFinite, outside };
}

function rangeOf(values: ArrayLike<number>): readonly [number, number] {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return lowest <= highest ? [lowest, highest] : [0, 1];
}

function outerEdges([from, to]: readonly [number, number], zeroCentred: boolean): [number, number] {
  if (zeroCentred) {
    const largest = Math.max(Math.abs(from), Math.abs(to)) || 0.5;
    return [-largest, largest];
  }
  return from === to ? [from - 0.5, to + 0.5] : [from, to];
}

/** The bin of a value within the outer edges. The quotient may be off by rounding; then the edges decide. */
function binOf(value: number, edges: Float64Array): number {
  const last = edges.length - 2;
  const width = edges[last + 1]! - edges[0]!;
  let bin = Math.min(last, Math.floor(((value - edges[0]!) / width) * (last + 1)));
  if (value < edges[bin]!) bin--;
  else if (bin < last && value >= edges[bin + 1]!) bin++;
  return bin;
}
