import { z } from 'zod';
import type { FinalMetrics } from '#engine';
import { maxNameLength, type SweepCell, sweepDefinitionSchema } from '#experiments';
import type { Confirmation, UnreadableConfirmation } from './confirmations.ts';
import { runId } from './queries.ts';
import { placeSchema } from './queue.ts';
import { isLive, runStatuses, type RunStatus, type UnreadableRun } from './runs.ts';

export const sweepId = runId;

/** What may change in a sweep: its name, and its grid. A run that the new grid has no place for stays in the history. */
export const sweepPatch = z.strictObject({
  id: sweepId,
  name: z.string().trim().min(1).max(maxNameLength).optional(),
  /** What was renamed: a sweep that has another name by now keeps it, and that is a conflict. Without it the last writer wins. */
  basedOn: z.strictObject({ name: z.string() }).optional(),
  axes: sweepDefinitionSchema.shape.axes.unwrap().optional(),
  seeds: sweepDefinitionSchema.shape.seeds.optional(),
  /** Also trains what the new grid adds. What was lacking before, or was stopped, stays so until its missing runs are trained. */
  train: z.boolean().default(false),
  /** Where they are trained. */
  place: placeSchema.optional(),
});

/** What a sweep would take. */
export interface SweepPreview {
  readonly cells: number;
  /** Runs that it would train. */
  readonly runs: number;
  /** Time at its place with what trains there now, in milliseconds, from how fast this history trained before; null where no worker is there. */
  readonly estimatedMs: number | null;
  readonly estimatedBytes: number;
  /** Bytes that the disk of the data folder has free. */
  readonly freeBytes: number;
}

/** How far runs that belong together have come. */
export interface RunProgress {
  /** Runs that are asked for, and how they stand. What is missing has no run that counts. */
  readonly runs: number;
  readonly counts: Readonly<Record<RunStatus | 'missing', number>>;
  /** Done share of all epochs, 0 to 1. */
  readonly progress: number;
  /** Time until the live ones are done, in milliseconds, from how fast they train; null when none is live. */
  readonly remainingMs: number | null;
}

/** Runs that still train or wait, of those that were counted. */
export function liveCount(counts: RunProgress['counts']): number {
  return runStatuses.reduce((sum, status) => sum + (isLive(status) ? counts[status] : 0), 0);
}

/** A sweep as the list shows it. */
export interface SweepSummary extends RunProgress {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly trashedAt: string | null;
  /** What is wrong with the stored definition: then it has no cells, its runs are all there are, and only they can be had. */
  readonly problem: string | null;
  /** Names of the paths that it varies. */
  readonly paths: readonly string[];
  readonly cells: number;
}

/** One run of a sweep, in the measure that pictures and tables need. */
export interface SweepRunSummary {
  /** Index of its cell. */
  readonly cell: number;
  readonly seed: number;
  /** Validation rows for each training row where the runs of its cell split one table; null where they do not. */
  readonly resplit: number | null;
  /** null where there is no run that counts. */
  readonly id: string | null;
  readonly name: string | null;
  readonly status: RunStatus | null;
  readonly epochsDone: number;
  readonly durationMs: number;
  readonly divergedAt: number | null;
  /** After the last update. */
  readonly final: (FinalMetrics & { readonly regularizationLoss: number }) | null;
  /** Means over the last 5 % of epochs, and of the averaged weights; NaN where something was not measured, as penalties are not. */
  readonly tail: (FinalMetrics & { readonly regularizationLoss: number }) | null;
  readonly averaged: (FinalMetrics & { readonly regularizationLoss: number }) | null;
  /** At the epoch of lowest validation loss. */
  readonly best: (FinalMetrics & { readonly regularizationLoss: number; readonly epoch: number }) | null;
}

/** A sweep as its own page shows it. */
export interface SweepDetail extends SweepSummary {
  readonly definition: z.output<typeof sweepDefinitionSchema>;
  readonly grid: readonly Omit<SweepCell, 'configs'>[];
  /** One for each cell and seed, cells in order, seeds in the definition's order. */
  readonly members: readonly SweepRunSummary[];
  /** Runs of its cells that cannot be read. They count as missing. */
  readonly unreadable: readonly UnreadableRun[];
  /** Oldest first. */
  readonly confirmations: readonly Confirmation[];
  readonly unreadableConfirmations: readonly UnreadableConfirmation[];
}
