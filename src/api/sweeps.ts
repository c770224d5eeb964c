import { z } from 'zod';
import type { FinalMetrics } from '#engine';
import { maxNameLength, type SweepCell, sweepDefinitionSchema, later } from '#experiments';
import type { Confirmation, UnreadableConfirmation } from './confirmations.ts';
import { runId } from './queries.ts';
import { placeSchema } from './queue.ts';
import { isLive, runStatuses, type RunStatus, type UnreadableRun } from './runs.ts';

export const sweepId = later(() => runId);

/** What may change in a sweep: its name and its grid. A run outside the new grid stays in the history. */
export const sweepPatch = later(() =>
  z.strictObject({
    id: sweepId,
    name: z.string().trim().min(1).max(maxNameLength).optional(),
    /** The name before the change; if the sweep now has another name, it is a conflict. Without it the last writer wins. */
    basedOn: z.strictObject({ name: z.string() }).optional(),
    axes: sweepDefinitionSchema.shape.axes.unwrap().optional(),
    seeds: sweepDefinitionSchema.shape.seeds.optional(),
    /** Also trains what the new grid adds. Whatever was missing or stopped before stays so until its missing runs are trained. */
    train: z.boolean().default(false),
    /** Where they are trained. */
    place: placeSchema.optional(),
  }),
);

/** What a sweep would need. */
export interface SweepPreview {
  readonly cells: number;
  /** Number of runs that it would train. */
  readonly runs: number;
  /** Estimated time at its place with the current load, in milliseconds, from the speed of earlier runs; null if no worker is connected. */
  readonly estimatedMs: number | null;
  readonly estimatedBytes: number;
  /** Free bytes on the data folder's disk. */
  readonly freeBytes: number;
}

/** The progress of runs that belong together. */
export interface RunProgress {
  /** The number of runs requested, and their counts by status; `missing` ones have no run. */
  readonly runs: number;
  readonly counts: Readonly<Record<RunStatus | 'missing', number>>;
  /** Fraction of all epochs that is done, 0 to 1. */
  readonly progress: number;
  /** Estimated time until the live ones are done, in milliseconds, from their speed; null if none is live. */
  readonly remainingMs: number | null;
}

/** The number of counted runs that are still training or waiting. */
export function liveCount(counts: RunProgress['counts']): number {
  return runStatuses.reduce((sum, status) => sum + (isLive(status) ? counts[status] : 0), 0);
}

/** A sweep as the list shows it. */
export interface SweepSummary extends RunProgress {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly trashedAt: string | null;
  /** What is wrong with the stored definition, or null. If it is not null, the sweep has no cells, only its existing runs. */
  readonly problem: string | null;
  /** Names of the paths that it varies. */
  readonly paths: readonly string[];
  readonly cells: number;
}

/** One run of a sweep, with the values that pictures and tables need. */
export interface SweepRunSummary {
  /** Index of its cell. */
  readonly cell: number;
  readonly seed: number;
  /** Validation rows per training row if the runs of its cell split the same table; otherwise null. */
  readonly resplit: number | null;
  /** Null if there is no run. */
  readonly id: string | null;
  readonly name: string | null;
  readonly status: RunStatus | null;
  readonly epochsDone: number;
  readonly durationMs: number;
  readonly divergedAt: number | null;
  /** After the last update. */
  readonly final: (FinalMetrics & { readonly regularizationLoss: number }) | null;
  /** Means over the last 5 % of epochs, and metrics of the averaged weights; NaN for anything not measured, such as penalties. */
  readonly tail: (FinalMetrics & { readonly regularizationLoss: number }) | null;
  readonly averaged: (FinalMetrics & { readonly regularizationLoss: number }) | null;
  /** At the epoch of lowest validation loss. */
  readonly best: (FinalMetrics & { readonly regularizationLoss: number; readonly epoch: number }) | null;
}

/** A sweep as shown on its own page. */
export interface SweepDetail extends SweepSummary {
  readonly definition: z.output<typeof sweepDefinitionSchema>;
  readonly grid: readonly Omit<SweepCell, 'configs'>[];
  /** One per cell and seed, cells in order, seeds in the definition's order. */
  readonly members: readonly SweepRunSummary[];
  /** Runs of its cells that cannot be read. They count as missing. */
  readonly unreadable: readonly UnreadableRun[];
  /** Oldest first. */
  readonly confirmations: readonly Confirmation[];
  readonly unreadableConfirmations: readonly UnreadableConfirmation[];
}
