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

/** Which confirmation of a sweep is wanted. What is left out is chosen by the host. */
export const confirmationWish = later(() =>
  z.strictObject({
    /** Of the sweep. */
    id: runId,
    /** Index of the cell to confirm; else the one of lowest mean validation loss. */
    cell: z.int().min(0).optional(),
    /** How many seeds that were never used; or which. */
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

/** What a confirmation would take. */
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
  /** null if there is no run. */
  readonly id: string | null;
  readonly name: string | null;
  readonly status: RunStatus | null;
  readonly divergedAt: number | null;
  /** null until all runs of the confirmation have ended: then all test sets are revealed at once. */
  readonly test: SetMetrics | null;
}

/** A confirmation of a sweep's choice: the chosen setting and none, on seeds and test sets that the choice never saw. */
export interface Confirmation extends RunProgress {
  readonly id: string;
  readonly createdAt: string;
  readonly plan: ConfirmationPlan;
  /** Samples of a test set. */
  readonly testSamples: number;
  /** Test rows per training row if each seed splits the same table; else null. */
  readonly resplit: number | null;
  /** Runs of it that cannot be read. They count as missing. */
  readonly unreadable: readonly UnreadableRun[];
  /** Those without regularization first, by the plan's seeds. */
  readonly members: readonly ConfirmationRun[];
}

/** A confirmation whose plan is not what this version writes. Its runs are in the history. */
export interface UnreadableConfirmation {
  readonly id: string;
  /** As it is stored, which may be no time. */
  readonly createdAt: string;
  readonly problem: string;
}
