import type { FieldDescription, Histogram, ValueRange } from '#api';

/** A bar of the histogram over a range: number of runs, and the stops it spans, both included. */
export interface RangeBar {
  readonly runs: number;
  readonly from: number;
  readonly to: number;
}

/** The stops for the two handles of a range, ascending, and what lies there. */
export interface RangeScale {
  readonly stops: readonly number[];
  readonly bars: readonly RangeBar[];
}

/** Up to this many different values have a stop each: lambdas are picked, not cut between. */
const mostSingleValues = 40;
const steps = 100;
const significantDigits = 3;

/** The stops for a number; null if no run has a finite one. `isLogarithmic` applies if all are positive, and too many for a stop each. */
export function rangeScale(described: FieldDescription, isLogarithmic: boolean): RangeScale | null {
  const single = singleValues(described);
  if (single) return single;
  const { histogram, logHistogram, range } = described;
  if (!histogram || !range) return null;
  return isLogarithmic && logHistogram
    ? evenStops(logHistogram, range, (place) => 10 ** place)
    : evenStops(histogram, range, (place) => place);
}

/** Whether a logarithmic scale can be chosen. */
export function hasLogarithm(described: FieldDescription): boolean {
  return described.logHistogram !== null && singleValues(described) === null;
}

function singleValues({ distinct, values }: FieldDescription): RangeScale | null {
  if (distinct === 0 || distinct > mostSingleValues || values.length < distinct) return null;
  const sorted = values
    .map(({ value, runs }) => ({ value: Number(value), runs }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value);
  if (sorted.length === 0) return null;
  return {
    stops: sorted.map(({ value }) => value),
    bars: sorted.map(({ runs }, at) => ({ runs, from: at, to: at })),
  };
}

function evenStops(
  { edges, counts }: Histogram,
  [least, greatest]: readonly [number, number],
  valueAt: (place: number) => number,
): RangeScale {
  const [first, last] = [edges[0]!, edges.at(-1)!];
  const stops = Array.from({ length: steps + 1 }, (_, step) => {
    // The ends are those of the data to the last digit: a rounded one would exclude its own run.
    if (step === 0) return least;
    if (step === steps) return greatest;
    return Number(valueAt(first + ((last - first) * step) / steps).toPrecision(significantDigits));
  });
  const stopsPerBar = steps / counts.length;
  const bars = Array.from(counts, (runs, bar) => ({
    runs,
    from: bar * stopsPerBar,
    to: (bar + 1) * stopsPerBar,
  }));
  return { stops, bars };
}

/** The stops of a range; if an end is not at a stop, the nearest one outside. */
export function stopsOf({ stops }: RangeScale, { from, to }: ValueRange): [first: number, last: number] {
  const last = stops.length - 1;
  const upper = to === null ? last : stops.findIndex((stop) => stop >= to);
  const lower = from === null ? 0 : stops.findLastIndex((stop) => stop <= from);
  return [Math.max(0, lower), upper === -1 ? last : upper];
}

/** The range between two stops; at an end of the scale it is unbounded. */
export function rangeBetween({ stops }: RangeScale, [first, last]: readonly [number, number]): ValueRange {
  return {
    from: first <= 0 ? null : stops[first]!,
    to: last >= stops.length - 1 ? null : stops[last]!,
  };
}
