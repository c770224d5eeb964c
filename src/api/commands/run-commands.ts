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

/** Runs: the history, current training, and the trash. */
export const runCommands = {
  listRuns: command<RunPage>()(later(() => query.listRunsQuery.prefault({}))),
  listFoldedRuns: command<FoldedRunPage>()(later(() => listFoldedRunsQuery.prefault({}))),
  /** Which of these runs the selection matches. */
  matchRuns: command<{ readonly ids: readonly string[] }>()(
    later(() => query.runSelection.extend({ ids: query.runIds })),
  ),
  /**
   * Groups of runs with equal values in some fields, with the mean, interval and best of some metrics. Throws invalidInput for an unknown
   * field.
   */
  groupRuns: command<RunGroups>()(groupRunsQuery),
  /** For typing filters: fields, the values that occur, and their histograms. */
  describeFields: command<FieldDescriptions>()(later(() => describeFieldsQuery.prefault({}))),
  /** Values of many runs, one column per field, for figures. Throws invalidInput for an unknown field. */
  readColumns: command<FieldColumns>()(later(() => readColumnsQuery.prefault({}))),
  /** When the runs of a selection trained. */
  readTimeline: command<Timeline>()(later(() => readTimelineQuery.prefault({}))),
  /** Names of the fields that differ: first from those given, then config paths. A missing value differs from a present one. */
  differingFields: command<{ readonly fields: readonly string[] }>()(
    later(() => differingFieldsQuery.prefault({})),
  ),
  getRun: command<RunDetail>()(byId),
  /** Summaries of many runs at once; runs that do not exist or cannot be read are listed with the reason. */
  readRuns: command<ReadRuns>()(byIds),
  /**
   * Runs are trained here unless another place is given, which throws conflict if no queue is set. The same applies to every command with a
   * `place`.
   */
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
   * Resumes interrupted and stopped runs; with `epochs`, their new total, also completed ones. They train at their previous place, unless
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
   * The same with other lambdas, named after what changes. Without an epoch, it starts where the run is now, and stops a run that is
   * training there. If its epochs are used up, it gets as many again. Throws conflict for a run in the trash.
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
  /** The same for many runs, all or none: a conflict in one leaves all unchanged. Returns their previous values, for undoing. */
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
  /** Number of runs that match and can be read. */
  readonly total: number;
  /** One row per entry of `runs`, with one value per requested field. */
  readonly values: readonly (readonly FieldValue[])[];
  /** The first 100 matching runs found so far that cannot be read, whatever the page. They are on no page. */
  readonly unreadable: readonly UnreadableRun[];
  readonly unreadableTotal: number;
}

/** What is in the trash, oldest first. */
export interface TrashContents {
  readonly runs: readonly { readonly id: string; readonly name: string }[];
  readonly sweeps: readonly { readonly id: string; readonly name: string }[];
}
