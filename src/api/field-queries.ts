import { z } from 'zod';
import type { Field, Histogram, NamedLayers, Summary } from '#experiments';
import { runSelection } from './queries.ts';
import { maxGroupFields, maxTableColumns } from './table-layout.ts';

const fieldName = z.string().min(1).max(200);

/** Groups of the selected runs with equal values in all fields of `by`. Fields are those of the filter language. */
export const groupRunsQuery = runSelection.extend({
  by: z.array(fieldName).min(1).max(maxGroupFields),
  /** Numbers to summarize over the runs of a group. */
  metrics: z.array(fieldName).max(20).default([]),
  /** By the fields of `by`, by how many runs there are, or by the mean or best of one of `metrics`. */
  sort: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['values', 'runs']) }),
      z.strictObject({ kind: z.enum(['mean', 'best']), metric: fieldName }),
    ])
    .default({ kind: 'values' }),
  descending: z.boolean().default(false),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(1000).default(200),
});

export type FieldValue = string | number | null;

export interface GroupedMetric extends Summary {
  /** The lowest, or of an accuracy the highest; null if no run has a finite value. */
  readonly best: number | null;
  /** Runs that have no such value. `excluded` are NaN or infinite. */
  readonly missing: number;
}

export interface RunGroup {
  /** One for each field of `by`; null is missing. A run is in the group of each of its tags. */
  readonly values: readonly FieldValue[];
  readonly runs: number;
  /** Those of them that diverged: they are in no mean and no interval. */
  readonly diverged: number;
  /** One for each of `metrics`. */
  readonly metrics: readonly GroupedMetric[];
}

export interface RunGroups {
  readonly groups: readonly RunGroup[];
  /** Of groups, on all pages. */
  readonly total: number;
}

/** In which of `fields`, and in which paths of their configs, the runs that a selection matches differ. */
export const differingFieldsQuery = runSelection.extend({
  fields: z.array(fieldName).max(maxTableColumns).default([]),
});

/** The available fields, and the distribution of some of them over the selected runs. */
export const describeFieldsQuery = runSelection.extend({
  fields: z.array(fieldName).max(20).default([]),
});

export interface FieldDescription {
  readonly field: Field;
  readonly runs: number;
  readonly missing: number;
  /** Runs whose value is NaN. */
  readonly nan: number;
  /** Different values. */
  readonly distinct: number;
  /** The most frequent ones, the most frequent first. */
  readonly values: readonly { readonly value: string | number; readonly runs: number }[];
  /** Of finite numbers, and null without any. */
  readonly range: readonly [least: number, greatest: number] | null;
  readonly histogram: Histogram | null;
  /** The same of the numbers' logarithms to base 10; null unless all are positive. */
  readonly logHistogram: Histogram | null;
}

export interface FieldDescriptions {
  /** Every field that a run can have: those of configs only where one of the history has it. */
  readonly occurring: readonly Field[];
  /** What paths of layers are called by: as far as all runs of the history have the same layers. */
  readonly layers: NamedLayers;
  /** One for each of `fields`. */
  readonly fields: readonly FieldDescription[];
}
