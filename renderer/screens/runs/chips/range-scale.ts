import type { FieldDescription, Histogram, ValueRange } from '#api';

/** A bar of the picture over a range: how many runs, and which stops it spans, both included. */
export interface RangeBar {
  readonly runs: number;
  readonly from: number;
  readonly to: number;
}

/** Where the two handles of a range can stand, ascending, and what lies there. */
export interface RangeScale {
  readonly stops: readonly number[];
  readonly bars: readonly RangeBar[];
}

/** So few different values have a stop each: lambdas are picked, not cut at. */
const mostSingleValues = 40;
const steps = 100;
const significantDigits = 3;

/** The stops of a number; null where no run has a finite one. `isLogarithmic` where all are positive, and too many for a stop each. */
export function rangeScale(described: FieldDescription, isLogarithmic: boolean): RangeScale | null {
  const single = singleValues(described);
  if (single) return single;
  const { histogram, logHistogram, range } = described;
  if (!histogram || !range) return null;
  return isLogarithmic && logHistogram
    ? evenStops(logHistogram, range, (place) => 10 ** place)
    : evenStops(histogram, range, (place) => place);
}

/** Whether a logarithmic scale is there to choose. */
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
    // The ends are those of the data to the last digit: a rounded one would leave the run out that has it.
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

/** The stops of a range, the nearest ones outside of it where it has none of its own. */
export function stopsOf({ stops }: RangeScale, { from, to }: ValueRange): [first: number, last: number] {
  const last = stops.length - 1;
  const upper = to === null ? last : stops.findIndex((stop) => stop >= to);
  const lower = from === null ? 0 : stops.findLastIndex((stop) => stop <= from);
  return [Math.max(0, lower), upper === -1 ? last : upper];
}

/** The range between two stops; at an end of the scale it is open. */
export function rangeBetween({ stops }: RangeScale, [first, last]: readonly [number, number]): ValueRange {
  return {
    from: first <= 0 ? null : stops[first]!,
    to: last >= stops.length - 1 ? null : stops[last]!,
  };
}
