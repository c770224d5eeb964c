import { lowerBound } from '#api';
import {
  type AxisRange,
  type AxisTick,
  finiteRange,
  labelledTicks,
  lambdaAxis,
  linearTicks,
  logTicks,
} from '#figure';

/** How numbers are spaced along an axis; `quantile` is by rank, so that each half has the same number of runs. */
export const axisScales = ['linear', 'log', 'quantile'] as const;
export type AxisScale = (typeof axisScales)[number];

/** Where numbers lie along an axis. */
export interface NumberPlaces {
  readonly scale: AxisScale;
  /** NaN for what has no place on it. */
  place(value: number): number;
  /** The inverse, to the nearest number that has a place. */
  valueAt(place: number): number;
  readonly range: AxisRange;
  readonly ticks: readonly AxisTick[];
  readonly breakAt: number | null;
}

type Format = (value: number) => string;

/** Places of sorted finite numbers; `label` formats ticks that are not round numbers. */
export function numberPlaces(
  sorted: readonly number[],
  scale: AxisScale,
  label: Format,
  isTime = false,
): NumberPlaces {
  if (sorted.length === 0) return linearPlaces([0, 1], label, isTime);
  if (scale === 'log') return logPlaces(sorted, label);
  return scale === 'quantile' ? quantilePlaces(sorted, label) : linearPlaces(sorted, label, isTime);
}

const margin = 0.04;
const mostTicks = 6;

function linearPlaces(sorted: readonly number[], label: Format, isTime: boolean): NumberPlaces {
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const room = (high - low) * margin || Math.abs(high) * margin || 0.5;
  const range = finiteRange(low - room, high + room);
  const round = linearTicks(range, mostTicks);
  return {
    scale: 'linear',
    place: (value) => value,
    valueAt: (place) => place,
    range,
    ticks: isTime ? round.map((position) => ({ position, label: label(position) })) : labelledTicks(round),
    breakAt: null,
  };
}

/** 0 has a slot of its own; anything below has no place. */
function logPlaces(sorted: readonly number[], label: Format): NumberPlaces {
  const axis = lambdaAxis(sorted);
  const positive = [...new Set(sorted)].filter((value) => value > 0);
  const own = axis.ticks.map(({ position, lambda }) => ({ position, label: label(lambda) }));
  const round = logTicks({ min: positive[0] ?? 1, max: positive.at(-1) ?? 1 }, mostTicks);
  const zero = sorted.includes(0) ? own.slice(0, 1) : [];
  return {
    scale: 'log',
    place: (value) => (value < 0 ? NaN : axis.position(value)),
    valueAt: (place) => axis.valueAt(place),
    range: axis.range,
    ticks: positive.length <= mostTicks ? own : [...zero, ...labelledTicks(round, axis.position, true)],
    breakAt: axis.breakAt,
  };
}

/** By the share of numbers below, counting ties by half: the mid-rank. */
function quantilePlaces(sorted: readonly number[], label: Format): NumberPlaces {
  const below = (value: number): number => lowerBound(sorted, value);
  const place = (value: number): number => (below(value) + upperBound(sorted, value)) / 2 / sorted.length;
  const distinct = sorted.filter((value, at) => value !== sorted[at - 1]);
  const quarter = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const shown = distinct.length <= mostTicks ? distinct : [...new Set([0, 0.25, 0.5, 0.75, 1].map(quarter))];
  return {
    scale: 'quantile',
    place,
    valueAt: (at) => quarter(Math.min(1, Math.max(0, at))),
    range: { min: -margin, max: 1 + margin },
    ticks: shown.map((value) => ({ position: place(value), label: label(value) })),
    breakAt: null,
  };
}

function upperBound(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
