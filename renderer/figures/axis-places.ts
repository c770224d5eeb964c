import { formatLambda } from '#words';
import { type AxisRange, type AxisTick, labelledTicks, lambdaAxis, linearTicks } from '#figure';
import type { AxisPoint, FigureAxis } from './figure-axes.ts';

/** Where the points of an axis lie along a figure's edge. */
export interface AxisPlaces {
  place(point: AxisPoint): number;
  readonly range: AxisRange;
  readonly ticks: readonly AxisTick[];
  /** Between a slot for 0 and the logarithmic rest. */
  readonly breakAt: number | null;
  /** Half the smallest distance between two neighbours. */
  readonly halfStep: number;
}

/** Logarithmic with a slot for 0, linear, or evenly spaced choices, as the axis requires. */
export function axisPlaces({ points, kind, logarithmic }: FigureAxis): AxisPlaces {
  if (kind === 'choice') return evenPlaces(points);
  const values = points.map(({ value }) => value!);
  if (logarithmic) {
    const axis = lambdaAxis(values);
    return {
      place: ({ value }) => axis.position(value!),
      range: axis.range,
      ticks: axis.ticks.map(({ position, lambda }) => ({ position, label: formatLambda(lambda) })),
      breakAt: axis.breakAt,
      halfStep: halfStep(values.map((value) => axis.position(value))),
    };
  }
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) * 0.06 || 0.5;
  const range = { min: low - margin, max: high + margin };
  return {
    place: ({ value }) => value!,
    range,
    ticks: labelledTicks(linearTicks(range, 8)),
    breakAt: null,
    halfStep: halfStep(values),
  };
}

/** A slot for every point, in the axis's order. */
export function evenPlaces(points: readonly AxisPoint[]): AxisPlaces {
  const slots = new Map(points.map(({ index }, slot) => [index, slot]));
  return {
    place: ({ index }) => slots.get(index)!,
    range: { min: -0.5, max: points.length - 0.5 },
    ticks: points.map(({ label }, position) => ({ position, label })),
    breakAt: null,
    halfStep: 0.5,
  };
}

function halfStep(positions: readonly number[]): number {
  const sorted = [...new Set(positions)].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((position, index) => position - sorted[index]!);
  return steps.length === 0 ? 0.5 : Math.min(...steps) / 2;
}
