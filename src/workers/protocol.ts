import type { RunOutcome } from '#api';
import type { TrainingConfig, TrainingStage } from '#engine';

export type { RunOutcome };

/** Increased with every change of the messages below, to distinguish a stale trainer from a broken one. */
export const protocolVersion = 10;

/** Everything that a trainer needs to train or resume a run. It requests the rows of a table, see `tableWanted`. */
export interface TrainingTask {
  readonly config: TrainingConfig;
  /**
   * What a forked run was before it had a config of its own, oldest first; empty for a run that starts at epoch 0.
   * Epochs of these stages belong to its ancestors: they are trained where no checkpoint spares it, and not recorded.
   */
  readonly ancestry: readonly TrainingStage[];
  /** A checkpoint, and in which stage it was made: an index of `ancestry`, or its length for the run's own config. */
  readonly from: { readonly stage: number; readonly checkpoint: Uint8Array } | null;
}

/** What a run may compute on. */
export interface CoreGrant {
  /** 1 or more. */
  readonly cores: number;
  /** True if a person said how many threads: as many as `cores`, whether that pays or not. Else it measures what pays. */
  readonly exactly: boolean;
}

/** Messages from the pool to a trainer. A trainer ignores those about a run that it no longer trains. */
export type TrainerRequest =
  | { readonly kind: 'hello'; readonly version: number; readonly parentPid: number }
  /** With how many cores at first. */
  | ({ readonly kind: 'train'; readonly runId: string; readonly task: TrainingTask } & CoreGrant)
  /** From the run's next slice on. */
  | ({ readonly kind: 'cores'; readonly runId: string } & CoreGrant)
  /** The answer to `tableWanted`; null behind the last chunk. */
  | { readonly kind: 'tableChunk'; readonly runId: string; readonly bytes: Uint8Array | null }
  | { readonly kind: 'pause'; readonly runId: string }
  | { readonly kind: 'continue'; readonly runId: string }
  | { readonly kind: 'stop'; readonly runId: string }
  /** `failed` was heard, and the process may go: what leaves with an exit can be lost. */
  | { readonly kind: 'farewell' }
  | { readonly kind: 'epochsStored'; readonly runId: string; readonly sequence: number };

/** Parameters before the update of `epoch`, float32, in forward order: weights, then biases, of each dense layer. */
export interface Snapshot {
  readonly epoch: number;
  readonly parameters: Float32Array;
}

/** Messages from a trainer to the pool. */
export type TrainerReport =
  /** `kernelVariant` names the kernels, see the engine: on it a float32 run's bits depend. `v8Version` is the trainer's own. */
  | {
      readonly kind: 'started';
      readonly runId: string;
      readonly kernelVariant: string;
      readonly v8Version: string;
    }
  /**
   * How many threads train the run, and how many would if it had as many cores: 1 for a network that is too small. Sent when
   * its first steps were measured, and whenever one of the two changes.
   */
  | { readonly kind: 'threads'; readonly runId: string; readonly threads: number; readonly wanted: number }
  /**
   * Asks for a piece of the stored table that the run's dataset names, from 0: piece by piece, so that the host never holds
   * a table and is never busy with one for long.
   */
  | { readonly kind: 'tableWanted'; readonly runId: string; readonly chunk: number }
  /** Epochs of ancestors are being trained again; sent at most 10 times a second. The first `epochs` ends it. */
  | { readonly kind: 'replaying'; readonly runId: string; readonly epoch: number }
  | {
      readonly kind: 'epochs';
      readonly runId: string;
      /** 0 for the first batch of a run; batches arrive in order and without holes. */
      readonly sequence: number;
      /** `rowCount` rows as epoch-row.ts lays them out, and nothing more. */
      readonly rows: Float64Array;
      readonly rowCount: number;
    }
  /** Every row before `epoch` was sent already. */
  | {
      readonly kind: 'checkpoint';
      readonly runId: string;
      /** The next epoch to be recorded. */
      readonly epoch: number;
      readonly bytes: Uint8Array;
    }
  /** In the order of their epochs; every one of an epoch that a checkpoint is past was sent before that. */
  | { readonly kind: 'snapshots'; readonly runId: string; readonly snapshots: readonly Snapshot[] }
  | { readonly kind: 'paused'; readonly runId: string }
  | { readonly kind: 'continued'; readonly runId: string }
  /** The run is over and every row was sent. The trainer takes another one. */
  | { readonly kind: 'done'; readonly runId: string; readonly outcome: RunOutcome }
  /** The process cannot go on; it exits with code 1 once it has heard `farewell`, or not for two seconds. */
  | { readonly kind: 'failed'; readonly message: string };
