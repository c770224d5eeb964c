import type { FieldColumns } from '#api';
import type { FieldAxis } from './field-axis.ts';

/** Runs at the same place of a plane. */
export interface PlaneGroup {
  readonly x: number;
  readonly y: number;
  /** Row indices in the table. */
  readonly runs: readonly number[];
  /** Mean of their places on the metric's axis. */
  readonly value: number;
}

/**
 * Runs with a value of the metric, grouped by their place on two axes; a run that lacks a value on one of these has no place on the plane.
 */
export function planeGroups(
  { runs }: FieldColumns,
  x: FieldAxis,
  y: FieldAxis,
  metric: FieldAxis,
): PlaneGroup[] {
  const isThere = (axis: FieldAxis, run: number): boolean =>
    Number.isFinite(axis.places[run]) && axis.places[run] !== axis.slot;
  const placed = [...runs.keys()].filter((run) => [x, y, metric].every((axis) => isThere(axis, run)));
  return [...Map.groupBy(placed, (run) => `${x.places[run]} ${y.places[run]}`).values()].map((members) => ({
    x: x.places[members[0]!]!,
    y: y.places[members[0]!]!,
    runs: members,
    value: members.reduce((sum, run) => sum + metric.places[run]!, 0) / members.length,
  }));
}
