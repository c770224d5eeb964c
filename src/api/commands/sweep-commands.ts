import { z } from 'zod';
import { sweepDefinitionSchema, later } from '#experiments';
import { confirmationWish, type ConfirmationPreview } from '../confirmations.ts';
import { command } from '../contract.ts';
import type { AnsweredSweepLine } from '../folded-runs.ts';
import { runIds } from '../queries.ts';
import { placeSchema } from '../queue.ts';
import { sweepId, sweepPatch, type SweepDetail, type SweepPreview, type SweepSummary } from '../sweeps.ts';

const bySweep = later(() => z.strictObject({ id: sweepId }));

/** Sweeps, and confirmations of their choice. */
export const sweepCommands = {
  /** Covers all runs of the definition, or only those that it adds to the sweep `id`. */
  previewSweep: command<SweepPreview>()(
    later(() =>
      z.strictObject({
        definition: sweepDefinitionSchema,
        id: sweepId.optional(),
        /** Where it would be trained; by default here. */
        place: placeSchema.optional(),
      }),
    ),
  ),
  createSweep: command<SweepDetail>()(
    later(() => z.strictObject({ definition: sweepDefinitionSchema, place: placeSchema.optional() })),
  ),
  /** Newest first; with `ids`, only these. */
  listSweeps: command<{ readonly sweeps: readonly SweepSummary[] }>()(
    later(() => z.strictObject({ trashed: z.boolean().default(false), ids: runIds.optional() }).prefault({})),
  ),
  /** The one-line answer of each of these sweeps, as far as its runs have progressed; sweeps that do not exist are omitted. */
  answerSweeps: command<{ readonly sweeps: readonly AnsweredSweepLine[] }>()(
    later(() => z.strictObject({ ids: runIds.max(200) })),
  ),
  /** Throws conflict for a sweep whose `problem` is not null. */
  getSweep: command<SweepDetail>()(bySweep),
  updateSweep: command<SweepSummary>()(sweepPatch),
  /** Trains what the sweep lacks: missing and failed runs from the start, interrupted and stopped ones from where they were. */
  trainMissing: command<SweepDetail>()(later(() => bySweep.extend({ place: placeSchema.optional() }))),
  previewConfirmation: command<ConfirmationPreview>()(
    later(() => confirmationWish.extend({ place: placeSchema.optional() })),
  ),
  /**
   * Trains a sweep's chosen setting and no regularization on fresh seeds, to be compared on test sets once all have ended. Resumes the
   * latest confirmation if it lacks runs, and returns it unchanged if it is complete; `again` starts another one. Throws conflict if
   * nothing can be confirmed, or if the request differs from the latest confirmation.
   */
  confirmSweep: command<SweepDetail>()(
    later(() =>
      confirmationWish.extend({
        again: z.boolean().default(false),
        /** The name of the setting that the user agreed to; refused if a different one would now be confirmed. */
        agreed: z.string().optional(),
        place: placeSchema.optional(),
      }),
    ),
  ),
  /** Includes all its runs. */
  trashSweep: command<MovedSweep>()(bySweep),
  restoreSweep: command<MovedSweep>()(bySweep),
} as const;

/** A sweep that was moved to the trash or restored from it. */
export interface MovedSweep extends SweepSummary {
  /** Number of runs that moved with it, including those of its confirmations. */
  readonly movedRuns: number;
}
