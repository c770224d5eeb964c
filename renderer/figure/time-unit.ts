import type { AxisRange } from './ticks.ts';

export interface TimeUnit {
  readonly name: string;
  readonly ms: number;
}

const milliseconds: TimeUnit = { name: 'ms', ms: 1 };
const units: readonly TimeUnit[] = [
  milliseconds,
  { name: 's', ms: 1000 },
  { name: 'min', ms: 60_000 },
  { name: 'h', ms: 3_600_000 },
];

/** The unit for labelling an axis in milliseconds: the largest of which it spans at least two. */
export function timeUnit({ min, max }: AxisRange): TimeUnit {
  const length = Math.max(Math.abs(min), Math.abs(max));
  return units.findLast(({ ms }) => length >= 2 * ms) ?? milliseconds;
}
