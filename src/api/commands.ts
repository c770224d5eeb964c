import { z } from 'zod';
import { type ClassCounts, type Inspection, runConfigSchema, sweepDefinitionSchema } from '#experiments';
import type { CommandName } from './command-names.ts';
import { command, type ArgumentsOf, type InputOf, type OutputOf } from './contract.ts';
import { largeEntries } from './large-entries.ts';
import type { CoreCount } from './core-count.ts';
import { confirmationWish, type ConfirmationPreview } from './confirmations.ts';
import * as query from './queries.ts';
import { byWorker, placeSchema, readStintsQuery, type Stints, type Workers } from './queue.ts';
import * as tables from './tables.ts';
import type { HostKind, RunDetail, RunSummary, UnreadableRun } from './runs.ts';
import type { SeriesMetric } from './queries.ts';
import type { ImportedSummary, TableDetail, TableSummary, UnreadableTable } from './tables.ts';
import { sweepId, sweepPatch, type SweepDetail, type SweepPreview, type SweepSummary } from './sweeps.ts';

const byImport = z.strictObject({ import: z.int() });
const nothing = z.strictObject({}).prefault({});
const byId = z.strictObject({ id: query.runId });
const byDigest = z.strictObject({ digest: z.string() });
const bySweep = z.strictObject({ id: sweepId });
const byIds = z.strictObject({ ids: query.runIds });
/** Without ids: all live runs of this host that it applies to. */
const byIdsOrAll = z.strictObject({ ids: query.runIds.optional() }).prefault({});

/** The contract: everything that a renderer, a script or a test can ask a host to do. */
export const commands = {
  getHostInfo: command<HostInfo>()(nothing),
  getActivity: command<Activity>()(nothing),

  listRuns: command<RunPage>()(query.listRunsQuery.prefault({})),
  /** Which of these runs the selection matches. */
  matchRuns: command<{ readonly ids: readonly string[] }>()(query.runSelection.extend({ ids: query.runIds })),
  getRun: command<RunDetail>()(byId),
  readSeries: command<RunSeries>()(query.readSeriesQuery),
  /** The same of many runs at once; those that are not there are left out. */
  readManySeries: command<ManySeries>()(query.readManySeriesQuery),

  readSnapshots: command<{ readonly runs: readonly RunSnapshots[] }>()(query.readSnapshotsQuery),

  /** Runs are trained here, unless another place is given: that throws conflict where no queue is set. So with all that has a `place`. */
  createRuns: command<Runs>()(
    z.strictObject({ configs: largeEntries(runConfigSchema, 1000), place: placeSchema.optional() }),
  ),
  pauseRuns: command<Runs>()(byIdsOrAll),
  continueRuns: command<Runs>()(byIdsOrAll),
  stopRuns: command<Runs>()(byIdsOrAll),
  /**
   * Goes on with interrupted and stopped runs; with `epochs`, their new total, with completed ones too. Where they were trained,
   * unless a place is given, or there is no queue any more.
   */
  resumeRuns: command<Runs>()(
    byIds.extend({
      epochs: runConfigSchema.shape.epochs.unwrap().optional(),
      place: placeSchema.optional(),
    }),
  ),
  /** A new run that is the run `id` up to `epoch`, and goes on from there under `config`. */
  forkRun: command<RunDetail>()(
    z.strictObject({
      id: query.runId,
      epoch: z.int().min(0).max(10_000_000),
      config: runConfigSchema,
      place: placeSchema.optional(),
    }),
  ),

  /** Of all runs of the definition, or of those alone that it adds to the sweep `id`. */
  previewSweep: command<SweepPreview>()(
    z.strictObject({ definition: sweepDefinitionSchema, id: sweepId.optional() }),
  ),
  createSweep: command<SweepDetail>()(
    z.strictObject({ definition: sweepDefinitionSchema, place: placeSchema.optional() }),
  ),
  /** Newest first; with `ids`, of these alone. */
  listSweeps: command<{ readonly sweeps: readonly SweepSummary[] }>()(
    z.strictObject({ trashed: z.boolean().default(false), ids: query.runIds.optional() }).prefault({}),
  ),
  /** Throws conflict for a sweep whose `problem` is not null. */
  getSweep: command<SweepDetail>()(bySweep),
  updateSweep: command<SweepSummary>()(sweepPatch),
  /** Trains what the sweep lacks: runs that are missing or failed anew, interrupted and stopped ones from where they were. */
  healSweep: command<SweepDetail>()(bySweep.extend({ place: placeSchema.optional() })),
  previewConfirmation: command<ConfirmationPreview>()(confirmationWish),
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

  updateRun: command<RunDetail>()(query.runPatch),
  tagRuns: command<Runs>()(query.tagChange),
  trashRuns: command<Runs>()(byIds),
  restoreRuns: command<Runs>()(byIds),
  /** What emptyTrash would delete; sweeps only where no selection of runs is given. */
  readTrash: command<TrashContents>()(query.trashSelection.prefault({})),
  /**
   * Deletes runs and sweeps for good, as far as they are in the trash, and tells how many. They are gone at once; what they take
   * in the database is freed in the background, see `Activity.deleting`.
   */
  emptyTrash: command<{ readonly deleted: number; readonly sweeps: number }>()(
    query.emptyTrashQuery.prefault({}),
  ),

  previewDataset: command<DatasetPreview>()(
    z.strictObject({
      dataset: runConfigSchema.shape.dataset,
      validation: runConfigSchema.shape.validation,
      test: runConfigSchema.shape.test,
      layers: runConfigSchema.shape.layers,
      seed: runConfigSchema.shape.seed,
      /** Whether all features of the training samples are wanted as well. */
      inputs: z.boolean().default(false),
    }),
  ),
  /** Takes a file as an import does, up to `surveyedBytes` of it, and tells how it is read. Nothing is stored. */
  beginTableInspection: command<{ readonly import: number }>()(tables.tableInspection),
  finishTableInspection: command<Inspection>()(byImport.extend({ isWhole: z.boolean() })),
  /** An import takes the file in chunks of at most `maxChunkBytes`, in order. One that fails is over. */
  beginTableImport: command<{ readonly import: number }>()(tables.tableImport),
  pushTableImport: command<null>()(
    byImport.extend({
      bytes: z.instanceof(Uint8Array),
      /** A file for test comes after the other one, if at all. */
      file: z.enum(['training', 'test']).default('training'),
    }),
  ),
  finishTableImport: command<ImportedSummary>()(byImport),
  cancelTableImport: command<null>()(byImport),
  listTables: command<Tables>()(nothing),
  /** Reads the whole table to describe it. */
  getTable: command<TableDetail>()(byDigest),
  /** Refused while runs learn from it. */
  deleteTable: command<Tables>()(byDigest),
  /** Tells how a run does on its test set, and remembers that somebody has seen it. */
  revealTest: command<RunDetail>()(byId),
  /**
   * What the final parameters take the samples of a set for. Throws conflict when no copy of them was kept, and for a test
   * set that nobody has revealed.
   */
  readConfusion: command<Confusion>()(byId.extend({ set: z.enum(['validation', 'test']) })),
  prepareExport: command<ExportTicket>()(query.exportQuery),
  /**
   * A run as a Python script, its samples, its config as JSON or its parameters as .npz. Throws conflict, saying why, for what
   * the run has not, and for the script of a fork.
   */
  prepareRunFile: command<FileTicket>()(query.runFileQuery),

  /** Who trains for this host over its queue, and how far that has come. */
  listWorkers: command<Workers>()(nothing),
  /** The worker takes no more runs, and leaves after those that it has. Throws notFound when it is gone, conflict without a queue. */
  drainWorker: command<null>()(byWorker),
  /** The worker hands its runs back, each with a checkpoint, and leaves. Throws as drainWorker does. */
  removeWorker: command<null>()(byWorker),
  /** Who trained what when, workers and this host's own processes alike. */
  readStints: command<Stints>()(readStintsQuery.prefault({})),

  /** Writes what a page could not handle to the host's log. */
  reportDefect: command<null>()(query.defectReport),
  getPreferences: command<Readonly<Record<string, unknown>>>()(nothing),
  setPreference: command<null>()(query.preference),
  /** Gives the free space inside the database back to the disk. Refused while runs train. */
  compactDatabase: command<CompactedDatabase>()(nothing),
  setConcurrency: command<HostInfo>()(z.strictObject({ concurrency: query.concurrencySchema })),
  /** Refused for more threads than there are cores. */
  setThreads: command<HostInfo>()(z.strictObject({ threads: query.threadsSchema })),
} as const satisfies Readonly<Record<CommandName, unknown>>;

export type Commands = typeof commands;
/** What a caller passes: fields with defaults may be absent. */
export type CommandInput<Name extends CommandName> = InputOf<Commands[Name]>;
/** What a handler receives: validated, with every default filled in. */
export type CommandArguments<Name extends CommandName> = ArgumentsOf<Commands[Name]>;
export type CommandOutput<Name extends CommandName> = OutputOf<Commands[Name]>;

export interface Runs {
  readonly runs: readonly RunSummary[];
}

export interface Tables {
  readonly tables: readonly TableSummary[];
  readonly unreadable: readonly UnreadableTable[];
}

/** A page of the history. */
export interface RunPage extends Runs {
  /** Counts all that match and can be read. */
  readonly total: number;
  /** Those that match and were met so far that cannot be read, whatever the page. They are on no page. */
  readonly unreadable: readonly UnreadableRun[];
}

export interface HostInfo {
  readonly host: HostKind;
  readonly appVersion: string;
  readonly engineVersion: string;
  readonly platform: string;
  readonly cpu: string;
  readonly nodeVersion: string;
  /** Runs trained at the same time. */
  readonly concurrency: number;
  /** Threads that train a run. */
  readonly threads: query.ThreadCount;
  readonly cores: CoreCount;
  /** Folder of the database, for people to find it. */
  readonly dataDir: string;
  readonly databaseBytes: number;
  /** The file that tells what happened in the folder, for whoever has to find out. */
  readonly logFile: string;
  /** Of these, bytes inside the file that nothing takes. */
  readonly databaseFreeBytes: number;
}

/** What compacting the database made of it. */
export interface CompactedDatabase {
  readonly sizeBytes: number;
  readonly freedBytes: number;
}

/** Something that passes, and goes on by itself when it has. */
export interface Waiting {
  /** What is the matter, as `the disk is full`. */
  readonly reason: string;
  /** What a person can do about it, as `free some space`. */
  readonly advice: string;
  /** Since when, in ISO 8601. */
  readonly since: string;
}

/** A sweep that went into the trash or came out of it. */
export interface MovedSweep extends SweepSummary {
  /** Runs that went with it, those of its confirmations too. */
  readonly movedRuns: number;
}

/** What is in the trash, oldest first. */
export interface TrashContents {
  readonly runs: readonly { readonly id: string; readonly name: string }[];
  readonly sweeps: readonly { readonly id: string; readonly name: string }[];
}

/** What is still to be deleted of runs that are gone already. */
export interface Deleting {
  readonly runs: number;
  readonly epochs: number;
}

/** What trains now, for the rail: sent often, so a long queue is counted and not listed. */
export interface Activity {
  /** Runs that are queued, running or paused, and those of them that run or are paused. */
  readonly liveRuns: number;
  readonly runningRuns: number;
  readonly pausedRuns: number;
  /** Done share of all their epochs, 0 to 1. */
  readonly progress: number;
  /** Why no training process can be started; null while there is no trouble. What is queued stays queued. */
  readonly trainers: Waiting | null;
  /** Why nothing can be stored in the data folder; null while there is no trouble. What is stored can be read. */
  readonly folder: Waiting | null;
  /** Why everything is paused although nobody paused it; null while it is not. */
  readonly held: Waiting | null;
  /** Null when nothing is being deleted. */
  readonly deleting: Deleting | null;
  /** Running ones first, then paused and queued ones, 20 at most. */
  readonly live: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: 'queued' | 'running' | 'paused';
    readonly epochsDone: number;
    readonly epochs: number;
    /** The epoch that a fork has reached while it trains its parent's epochs again; null otherwise. */
    readonly retracing: number | null;
    /** How many threads train it; null where that was not measured yet. */
    readonly threads: number | null;
    /** Why what it trained cannot be stored at the moment, or why it is held back; nothing of it is lost. */
    readonly waiting: Waiting | null;
  }[];
}

/** Points of one metric, in order of epoch. A diverged value is NaN; an epoch that was not measured has no point. */
export interface Series {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
  /** True when points were left out; the minimum and maximum of every stretch are still there. */
  readonly thinned: boolean;
}

export interface RunSeries {
  readonly id: string;
  /** Epochs that the run has recorded in all. */
  readonly epochsDone: number;
  readonly series: Readonly<Partial<Record<SeriesMetric, Series>>>;
}

export interface ManySeries {
  readonly runs: readonly RunSeries[];
}

/** Parameters of a run at a few epochs, ascending; see `parametersOfSnapshot`. */
export interface RunSnapshots {
  readonly id: string;
  readonly snapshots: readonly {
    /** Whose update follows; the run's last snapshot is of its parameters at the end. */
    readonly epoch: number;
    /** Weights, then biases, of each dense layer. */
    readonly parameters: Float32Array;
  }[];
}

/** How many samples of each class are taken for which class. */
export interface Confusion {
  /** That has no update any more: the parameters are those after the last one. */
  readonly epoch: number;
  /** [classes, classes]: a row for each class that samples have, a column for each that they are taken for. */
  readonly matrix: Float64Array;
}

/** Samples as a run with this config would see them. `x` and `y` are the first two features, `labels` the class indices. */
export interface DatasetPreview {
  readonly training: PreviewPoints;
  readonly validation: PreviewPoints;
  readonly classCounts: ClassCounts;
  /** Training samples with all their features; null where they were not asked for. */
  readonly inputs: PreviewInputs | null;
}
export interface PreviewPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly labels: Float64Array;
}
/** Every `stride`-th sample, so that many of them with many features are no burden. */
export interface PreviewInputs {
  readonly stride: number;
  readonly features: number;
  /** [samples, features], row-major, as the network is given them. */
  readonly values: Float64Array;
  /** [samples], class indices. */
  readonly labels: Float64Array;
}

/** Permission to fetch one export once; how it is saved is the transport's business. */
export interface FileTicket {
  readonly ticket: string;
  readonly fileName: string;
}

export interface ExportTicket extends FileTicket {
  readonly runs: number;
  /** What the file will lack, a sentence a run: epochs that are missing, columns that cannot be read. */
  readonly notes: readonly string[];
}
