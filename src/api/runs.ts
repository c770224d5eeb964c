import type { FinalMetrics, SetMetrics } from '#engine';
import type { RunConfig } from '#experiments';
import type { Place, Stint } from './queue.ts';
import type { RunOriginName } from './run-imports.ts';

export const runStatuses = [
  'queued',
  'running',
  'paused',
  'completed',
  'stopped',
  'diverged',
  'failed',
  'interrupted',
] as const;

/** The status of a run. The first three are live; the others have ended and are immutable except for name, tags and notes. */
export type RunStatus = (typeof runStatuses)[number];

/** True while the run may still record epochs. */
export function isLive(status: RunStatus): boolean {
  return status === 'queued' || status === 'running' || status === 'paused';
}

/** True if a run can be resumed as it is; a completed one needs more epochs. */
export function isResumable(status: RunStatus): boolean {
  return status === 'interrupted' || status === 'stopped';
}

/**
 * Metrics of one epoch, for the parameters before its update. Losses in nats, accuracies from 0 to 1. `loss`, `dataLoss` and `accuracy` are
 * those of the training pass: with dropout on and, with batches, each batch before its own update.
 */
export interface EpochMetrics {
  readonly epoch: number;
  readonly loss: number;
  readonly dataLoss: number;
  readonly regularizationLoss: number;
  readonly accuracy: number;
  readonly learningRate: number;
  /** Null where validation was not measured. NaN is a value that diverged, never a missing one. */
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  /**
   * For the whole training set, evaluated when and in the same way as validation: without dropout, before the epoch's first update. Null
   * elsewhere, and in epochs of runs with dropout or batches that were recorded before this was measured.
   */
  readonly evaluatedDataLoss: number | null;
  readonly evaluatedAccuracy: number | null;
  /** One penalty per dense layer, in forward order. */
  readonly layerPenalties: readonly number[];
}

/**
 * The mean over the validated epochs among the last 5 % of a run's own epochs. `dataLoss` and `accuracy` are those of the training set,
 * evaluated in the same way as validation; null if not measured.
 */
export interface TailMetrics {
  /** The number of epochs averaged. */
  readonly epochs: number;
  readonly dataLoss: number | null;
  readonly accuracy: number | null;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  /**
   * Standard deviation of the validation loss over these epochs, which shows how much it fluctuates. Null for a single one, or if one is
   * NaN.
   */
  readonly validationLossDeviation: number | null;
}

/** Where a run was forked from another. */
export interface Branch {
  readonly parentId: string;
  /** Null if the parent was deleted. */
  readonly parentName: string | null;
  /** The run's own first epoch. */
  readonly epoch: number;
}

/** A run as the history lists it. */
export interface RunSummary {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly seed: number;
  /** ISO 8601, UTC, like all times here. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Time spent training, in milliseconds: without pauses, and on the desktop without the time that the machine slept. */
  readonly durationMs: number;
  readonly config: RunConfig;
  /** The next epoch to be recorded. A fork starts at its branch's epoch. */
  readonly epochsDone: number;
  /** Null for a run that starts at epoch 0. */
  readonly branch: Branch | null;
  /** Where it may be trained, or was: `both` means by whichever is free first. */
  readonly place: Place;
  /** The worker that trained it last; null for this computer, and for a run that nobody has started. */
  readonly trainedBy: string | null;
  /** Where its metrics come from if it was imported from another program or a table; then it can only be viewed. Otherwise null. */
  readonly origin: RunOriginName | null;
  /** The sweep that the run belongs to. */
  readonly sweepId: string | null;
  /** The confirmation of that sweep's choice that the run belongs to; then it is in none of the sweep's cells. */
  readonly confirmationId: string | null;
  /** True when early stopping completed the run. */
  readonly stoppedEarly: boolean;
  /** SHA-256 over config and metrics of a completed float64 run, in hexadecimal: reproducible on any machine. */
  readonly digest: string | null;
  /** The last recorded epoch. */
  readonly last: EpochMetrics | null;
  /** The last epoch at which validation was measured, whose gap and validation loss tables show. */
  readonly lastValidated: EpochMetrics | null;
  /** The epoch of lowest validation loss so far. */
  readonly best: EpochMetrics | null;
  /** For the parameters that the run ended with: those after the last update, or those that early stopping restored. */
  readonly final: FinalMetrics | null;
  /** The epoch whose parameters early stopping restored at the end; null if it did not. */
  readonly restoredEpoch: number | null;
  /** Only for a completed run. */
  readonly tail: TailMetrics | null;
  /**
   * For the mean of the parameters after each of the last 5 % of epochs. Only for a run that trained all its epochs; null for others, for
   * older ones, and if the run was given more epochs too late.
   */
  readonly averaged: FinalMetrics | null;
  /**
   * Test metrics for the parameters of `final`; null before they are revealed. A run that is resumed afterwards has none until it ends
   * again, and stays revealed.
   */
  readonly test: {
    readonly revealedAt: string;
    readonly metrics: SetMetrics | null;
    /** For the averaged weights. */
    readonly averaged: SetMetrics | null;
  } | null;
  readonly divergedAt: number | null;
  /** Why the run failed, for display. */
  readonly error: string | null;
  readonly tags: readonly string[];
  readonly trashedAt: string | null;
}

/** A run with stored data that is not what this version writes: damaged, or from another version. */
export interface UnreadableRun {
  readonly id: string;
  readonly name: string;
  /** As stored; it may not be a valid time. */
  readonly createdAt: string;
  readonly trashedAt: string | null;
  /** Which columns, and their content. */
  readonly problem: string;
}

/** A run as shown on its own page. */
export interface RunDetail extends RunSummary {
  /**
   * The parts of the config that this version does not support; then it can neither train the run nor draw its samples. Null if it supports
   * everything.
   */
  readonly configProblem: string | null;
  /** How many recorded epochs of a run that has ended are no longer stored. */
  readonly missingEpochs: number;
  readonly notes: string;
  /** The name of the file that it was imported from, and when; null for a run created here. */
  readonly importedFrom: { readonly source: string; readonly at: string } | null;
  readonly environment: {
    readonly appVersion: string;
    /** The version of the engine that trained its first epoch; before that, of the one that created the run. */
    readonly engineVersion: string;
    /** `linux-x64`, from process.platform and process.arch. */
    readonly platform: string;
    readonly host: HostKind;
    /** The engine's kernels: `float64`, `float32` or `relaxedFloat32`. Null before the run started. */
    readonly kernelVariant: string | null;
    /** `process.versions.v8` of the process that trained it. Null before the run started, and if it was not recorded. */
    readonly v8Version: string | null;
    /** How many threads trained it last. Null before that was measured, and if it was not recorded. */
    readonly threads: number | null;
  };
  /** Who trained it, oldest first. Training from before this was recorded is missing. */
  readonly stints: readonly Stint[];
  /** Runs that branched off this one. */
  readonly forks: readonly {
    readonly id: string;
    readonly name: string;
    readonly epoch: number;
    readonly status: RunStatus;
  }[];
  /** Its stored parameters. For a checkpoint, `epoch` is the epoch at which training would resume. */
  readonly checkpoints: readonly { readonly epoch: number; readonly sizeBytes: number }[];
  readonly snapshots: {
    readonly epochs: readonly number[];
    /** How many of them do not match the network; figures omit them. */
    readonly damaged: number;
    readonly sizeBytes: number;
    /** The largest total size of a run's snapshots, in bytes. */
    readonly budgetBytes: number;
  };
}

export const hostKinds = ['desktop', 'serve', 'cli'] as const;
export type HostKind = (typeof hostKinds)[number];
