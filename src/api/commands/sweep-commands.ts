import { z } from 'zod';
import { sweepDefinitionSchema } from '#experiments';
import { confirmationWish, type ConfirmationPreview } from '../confirmations.ts';
import { command } from '../contract.ts';
import type { AnsweredSweepLine } from '../folded-runs.ts';
import { runIds } from '../queries.ts';
import { placeSchema } from '../queue.ts';
import { sweepId, sweepPatch, type SweepDetail, type SweepPreview, type SweepSummary } from '../sweeps.ts';

const bySweep = z.strictObject({ id: sweepId });

/** Sweeps, and what confirms their choice. */
export const sweepCommands = {
  /** Of all runs of the definition, or of those alone that it adds to the sweep `id`. */
  previewSweep: command<SweepPreview>()(
    z.strictObject({
      definition: sweepDefinitionSchema,
      id: sweepId.optional(),
      /** Where it would be trained: by default here. */
      place: placeSchema.optional(),
    }),
  ),
  createSweep: command<SweepDetail>()(
    z.strictObject({ definition: sweepDefinitionSchema, place: placeSchema.optional() }),
  ),
  /** Newest first; with `ids`, of these alone. */
  listSweeps: command<{ readonly sweeps: readonly SweepSummary[] }>()(
    z.strictObject({ trashed: z.boolean().default(false), ids: runIds.optional() }).prefault({}),
  ),
  /** What each of these sweeps says in a line, as far as its runs have come; those that are not there are left out. */
  answerSweeps: command<{ readonly sweeps: readonly AnsweredSweepLine[] }>()(
    z.strictObject({ ids: runIds.max(200) }),
  ),
  /** Throws conflict for a sweep whose `problem` is not null. */
  getSweep: command<SweepDetail>()(bySweep),
  updateSweep: command<SweepSummary>()(sweepPatch),
  /** Trains what the sweep lacks: runs that are missing or failed anew, interrupted and stopped ones from where they were. */
  trainMissing: command<SweepDetail>()(bySweep.extend({ place: placeSchema.optional() })),
  previewConfirmation: command<ConfirmationPreview>()(
    confirmationWish.extend({ place: placeSchema.optional() }),
  ),
  /**
   * Trains a sweep's chosen setting and none on fresh seeds, to be told by test sets once all have ended. Goes on with the
   * latest confirmation where that lacks runs, and answers as it is where it lacks none; `again` begins another. Throws
   * conflict where nothing can be confirmed, or where what is wished for is not what the latest one does.
   */
  confirmSweep: command<SweepDetail>()(
    confirmationWish.extend({
      again: z.boolean().default(false),
      /** The setting that somebody agreed to, by its name: refused where another one would be confirmed by now. */
      agreed: z.string().optional(),
      place: placeSchema.optional(),
    }),
  ),
  /** With all its runs. */
  trashSweep: command<MovedSweep>()(bySweep),
  restoreSweep: command<MovedSweep>()(bySweep),
} as const;

/** A sweep that went into the trash or came out of it. */
export interface MovedSweep extends SweepSummary {
  /** Runs that went with it, those of its confirmations too. */
  readonly movedRuns: number;
}
