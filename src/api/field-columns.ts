import { z } from 'zod';
import { later } from '#experiments';
import type { Field } from '#experiments';
import { runSelection } from './queries.ts';
import type { RunStatus } from './runs.ts';

/** The largest number of runs whose values are read at once, newest first. */
export const maxColumnRuns = 10_000;
/** The largest number of fields read at once, besides those in which the runs differ. */
export const maxColumnFields = 40;

/** Values of some fields, and of the config fields in which the runs differ, for all runs that a selection matches. */
export const readColumnsQuery = later(() =>
  runSelection.extend({
    fields: z.array(z.string().min(1).max(200)).max(maxColumnFields).default([]),
    /** Adds the config fields, and the seed, in which the runs differ. */
    withDiffering: z.boolean().default(false),
  }),
);

/** A run in the columns. */
export interface ColumnRunName {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
}

interface FieldColumnBase {
  readonly field: Field;
  /** Number of runs without a value. */
  readonly missing: number;
}

/** One value per run. Times are in milliseconds since 1970, durations in milliseconds. */
export interface NumberColumn extends FieldColumnBase {
  readonly kind: 'number';
  /** NaN also where missing. */
  readonly values: Float64Array;
  /** Indices of the runs without a value, ascending. */
  readonly absent: Float64Array;
  /** Number of runs whose value is NaN. */
  readonly nan: number;
}

export interface TextColumn extends FieldColumnBase {
  readonly kind: 'text';
  /** The distinct values, in their natural order. */
  readonly texts: readonly string[];
  /** Indices into `texts`; -1 if missing. */
  readonly values: Float64Array;
}

export type FieldColumn = NumberColumn | TextColumn;

export interface FieldColumns {
  /** How many runs match. */
  readonly total: number;
  /** The newest of them, at most `maxColumnRuns`, newest first. */
  readonly runs: readonly ColumnRunName[];
  /** First those requested, in that order, then those in which the runs differ. */
  readonly columns: readonly FieldColumn[];
  /** Number of further fields in which the runs differ, which are omitted. */
  readonly left: number;
}
