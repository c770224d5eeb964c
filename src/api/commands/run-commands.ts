import { z } from 'zod';
import { runConfigSchema, later } from '#experiments';
import type { AppErrorData } from '../app-error.ts';
import { command } from '../contract.ts';
import { readColumnsQuery, type FieldColumns } from '../field-columns.ts';
import {
  describeFieldsQuery,
  differingFieldsQuery,
  groupRunsQuery,
  type FieldDescriptions,
  type FieldValue,
  type RunGroups,
} from '../field-queries.ts';
import { listFoldedRunsQuery, type FoldedRunPage } from '../folded-runs.ts';
import { largeEntries } from '../large-entries.ts';
import * as query from '../queries.ts';
import { placeSchema } from '../queue.ts';
import type { RunDetail, RunSummary, UnreadableRun } from '../runs.ts';
import { readTimelineQuery, type Timeline } from '../timeline.ts';
import { byId, byIds, byIdsOrAll } from './inputs.ts';

/** Runs: the history, what trains, and the trash. */
export const runCommands = {
  listRuns: command<RunPage>()(later(() => query.listRunsQuery.prefault({}))),
  listFoldedRuns: command<FoldedRunPage>()(later(() => listFoldedRunsQuery.prefault({}))),
  /** Which of these runs the selection matches. */
  matchRuns: command<{ readonly ids: readonly string[] }>()(
    later(() => query.runSelection.extend({ ids: query.runIds })),
  ),
  /**
   * Groups of runs with equal values in some fields, with mean, interval and best of some metrics. Throws invalidInput for an unknown
   * field.
   */
  groupRuns: command<RunGroups>()(groupRunsQuery),
  /** For a box to type filters in: fields, the values that occur, and their histograms. */
  describeFields: command<FieldDescriptions>()(later(() => describeFieldsQuery.prefault({}))),
  /** Values of many runs, one column per field, for figures. Throws invalidInput for an unknown field. */
  readColumns: command<FieldColumns>()(later(() => readColumnsQuery.prefault({}))),
  /** When the runs of a selection trained. */
  readTimeline: command<Timeline>()(later(() => readTimelineQuery.prefault({}))),
  /** Names of fields: those given first, then paths of configs. Where one run has a value and another has none, they differ. */
  differingFields: command<{ readonly fields: readonly string[] }>()(
    later(() => differingFieldsQuery.prefault({})),
  ),
  getRun: command<RunDetail>()(byId),
  /** Summaries of many runs at once; those that are not there, or cannot be read, with the reason. */
  readRuns: command<ReadRuns>()(byIds),
  /** Runs are trained here, unless another place is given: that throws conflict where no queue is set. So with all that has a `place`. */
  createRuns: command<Runs>()(
    later(() =>
      z.strictObject({
        configs: largeEntries(runConfigSchema, 1000),
        tags: query.tags.optional(),
        place: placeSchema.optional(),
      }),
    ),
  ),
  pauseRuns: command<Runs>()(byIdsOrAll),
  continueRuns: command<Runs>()(byIdsOrAll),
  stopRuns: command<Runs>()(byIdsOrAll),
  /**
   * Resumes interrupted and stopped runs; with `epochs`, their new total, completed ones too. They train at their previous place, unless
   * another one is given or the queue is no longer set.
   */
  resumeRuns: command<Runs>()(
    later(() =>
      byIds.extend({
        epochs: runConfigSchema.shape.epochs.unwrap().optional(),
        place: placeSchema.optional(),
      }),
    ),
  ),
  /** Creates a run that shares the epochs of run `id` before `epoch`, and continues from there under `config`. */
  forkRun: command<RunDetail>()(
    later(() =>
      z.strictObject({
        id: query.runId,
        epoch: z.int().min(0).max(10_000_000),
        config: runConfigSchema,
        place: placeSchema.optional(),
      }),
    ),
  ),
  /**
   * The same under other lambdas, called by what changes. Without an epoch, from where the run has come to: one that trains is stopped
   * there. Where its epochs are used up it gets as many again. Throws conflict for a run in the trash.
   */
  steerRun: command<RunDetail>()(
    later(() =>
      z.strictObject({
        id: query.runId,
        epoch: z.int().min(0).max(10_000_000).optional(),
        config: runConfigSchema,
      }),
    ),
  ),
  updateRun: command<RunDetail>()(query.runPatch),
  /** The same of many runs, all or none: a conflict in one leaves all as they were. Tells how each stood, to take it back. */
  editRuns: command<{ readonly edited: readonly query.RunEdited[] }>()(query.runEdits),
  tagRuns: command<Runs>()(query.tagChange),
  /** Returns a run's test metrics, and records that they were revealed. */
  revealTest: command<RunDetail>()(byId),
  trashRuns: command<Runs>()(byIds),
  restoreRuns: command<Runs>()(byIds),
  /** What emptyTrash would delete; sweeps only if no selection of runs is given. */
  readTrash: command<TrashContents>()(later(() => query.trashSelection.prefault({}))),
  /**
   * Permanently deletes runs and sweeps that are in the trash, and returns how many. They disappear at once; their space in the database
   * is freed in the background, see `Activity.deleting`.
   */
  emptyTrash: command<{ readonly deleted: number; readonly sweeps: number }>()(
    later(() => query.emptyTrashQuery.prefault({})),
  ),
} as const;

export interface ReadRuns {
  readonly runs: readonly RunSummary[];
  readonly failures: readonly { readonly id: string; readonly error: AppErrorData }[];
}

export interface Runs {
  readonly runs: readonly RunSummary[];
}

/** A page of the history. */
export interface RunPage extends Runs {
  /** Counts all that match and can be read. */
  readonly total: number;
  /** One row for each of `runs`, in it one value for each of the fields that were asked for. */
  readonly values: readonly (readonly FieldValue[])[];
  /** Those that match and were met so far that cannot be read, whatever the page: the first 100. They are on no page. */
  readonly unreadable: readonly UnreadableRun[];
  readonly unreadableTotal: number;
}

/** What is in the trash, oldest first. */
export interface TrashContents {
  readonly runs: readonly { readonly id: string; readonly name: string }[];
  readonly sweeps: readonly { readonly id: string; readonly name: string }[];
}
