import { z } from 'zod';
import type { SetMetrics } from '#engine';
import {
  type ConfirmationArm,
  type ConfirmationPlan,
  minConfirmationSeeds,
  maxConfirmationSeeds,
  sweepDefinitionSchema,
  later,
} from '#experiments';
import { runId } from './queries.ts';
import type { RunStatus, UnreadableRun } from './runs.ts';
import type { RunProgress } from './sweeps.ts';

const seed = later(() => sweepDefinitionSchema.shape.seeds.element);

/** Which confirmation of a sweep is wanted. The host chooses whatever is omitted. */
export const confirmationWish = later(() =>
  z.strictObject({
    /** Id of the sweep. */
    id: runId,
    /** Index of the cell to confirm; by default the one of lowest mean validation loss. */
    cell: z.int().min(0).optional(),
    /** How many seeds that were never used, or which seeds. */
    count: z.int().min(minConfirmationSeeds).max(maxConfirmationSeeds).optional(),
    seeds: z
      .array(seed)
      .min(minConfirmationSeeds)
      .max(maxConfirmationSeeds)
      .refine((seeds) => new Set(seeds).size === seeds.length, {
        error: 'got a seed more than once; allowed: each seed once',
      })
      .optional(),
  }),
);

/** What a confirmation would need. */
export interface ConfirmationPreview {
  readonly plan: ConfirmationPlan;
  readonly runs: number;
  /** Estimated time at its place with the current load, in milliseconds, from the speed of earlier runs; null if no worker is connected. */
  readonly estimatedMs: number | null;
}

/** One run of a confirmation. */
export interface ConfirmationRun {
  readonly arm: ConfirmationArm;
  readonly seed: number;
  /** Null if there is no run. */
  readonly id: string | null;
  readonly name: string | null;
  readonly status: RunStatus | null;
  readonly divergedAt: number | null;
  /** Null until all runs of the confirmation have ended: then all test sets are revealed at once. */
  readonly test: SetMetrics | null;
}

/** A confirmation of a sweep's choice: the chosen setting and none, on seeds and test sets that the choice never saw. */
export interface Confirmation extends RunProgress {
  readonly id: string;
  readonly createdAt: string;
  readonly plan: ConfirmationPlan;
  /** Number of samples in a test set. */
  readonly testSamples: number;
  /** Test rows per training row if each seed splits the same table; otherwise null. */
  readonly resplit: number | null;
  /** Its runs that cannot be read. They count as missing. */
  readonly unreadable: readonly UnreadableRun[];
  /** First those without regularization, in the order of the plan's seeds. */
  readonly members: readonly ConfirmationRun[];
}

/** A confirmation whose plan is not what this version writes. Its runs are in the history. */
export interface UnreadableConfirmation {
  readonly id: string;
  /** As stored; it may not be a valid time. */
  readonly createdAt: string;
  readonly problem: string;
}
