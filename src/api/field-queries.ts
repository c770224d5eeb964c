import { z } from 'zod';
import { later } from '#experiments';
import type { Field, Histogram, NamedLayers, Summary } from '#experiments';
import { runSelection } from './queries.ts';
import { maxGroupFields, maxTableColumns } from './table-layout.ts';

const fieldName = later(() => z.string().min(1).max(200));

/** Groups of the selected runs with equal values in all fields of `by`. Fields are those of the filter language. */
export const groupRunsQuery = later(() =>
  runSelection.extend({
    by: z.array(fieldName).min(1).max(maxGroupFields),
    /** Numbers to summarize over the runs of a group. */
    metrics: z.array(fieldName).max(20).default([]),
    /** By the fields of `by`, by number of runs, or by the mean or best of one of `metrics`. */
    sort: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['values', 'runs']) }),
        z.strictObject({ kind: z.enum(['mean', 'best']), metric: fieldName }),
      ])
      .default({ kind: 'values' }),
    descending: z.boolean().default(false),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(1000).default(200),
  }),
);

export type FieldValue = string | number | null;

export interface GroupedMetric extends Summary {
  /** The lowest, or for an accuracy the highest; null if no run has a finite value. */
  readonly best: number | null;
  /** Runs that have no such value. `excluded` ones are NaN or infinite. */
  readonly missing: number;
}

export interface RunGroup {
  /** One per field of `by`; null if missing. A run is in the group of each of its tags. */
  readonly values: readonly FieldValue[];
  readonly runs: number;
  /** One per entry of `metrics`. */
  readonly metrics: readonly GroupedMetric[];
}

export interface RunGroups {
  readonly groups: readonly RunGroup[];
  /** Number of groups on all pages. */
  readonly total: number;
}

/** In which of `fields`, and in which config paths, the runs that a selection matches differ. */
export const differingFieldsQuery = later(() =>
  runSelection.extend({
    fields: z.array(fieldName).max(maxTableColumns).default([]),
  }),
);

/** The available fields, and the distribution of some of them over the selected runs. */
export const describeFieldsQuery = later(() =>
  runSelection.extend({
    fields: z.array(fieldName).max(20).default([]),
  }),
);

export interface FieldDescription {
  readonly field: Field;
  readonly runs: number;
  readonly missing: number;
  /** Number of runs whose value is NaN. */
  readonly nan: number;
  /** Number of distinct values. */
  readonly distinct: number;
  /** The most frequent values, in descending order of frequency. */
  readonly values: readonly { readonly value: string | number; readonly runs: number }[];
  /** Of the finite numbers; null if there are none. */
  readonly range: readonly [least: number, greatest: number] | null;
  readonly histogram: Histogram | null;
  /** The same for the numbers' logarithms to base 10; null unless all are positive. */
  readonly logHistogram: Histogram | null;
}

export interface FieldDescriptions {
  /** Every field that a run can have; config fields only if some run in the history has them. */
  readonly occurring: readonly Field[];
  /** The layers used to name layer paths, as far as all runs of the history have the same ones. */
  readonly layers: NamedLayers;
  /** One per entry of `fields`. */
  readonly fields: readonly FieldDescription[];
}
