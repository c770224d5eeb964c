import type { RunOutcome } from '#api';
import type { TrainingConfig, TrainingStage } from '#engine';

export type { RunOutcome };

/** Increased with every change to the messages below, to distinguish a stale trainer from a broken one. */
export const protocolVersion = 10;

/** Everything that a trainer needs to train or resume a run. It requests the rows of a table separately, see `tableWanted`. */
export interface TrainingTask {
  readonly config: TrainingConfig;
  /**
   * The stages of a forked run before its own config, oldest first; empty for a run that starts at epoch 0. Epochs of these stages belong
   * to its ancestors: they are retrained unless a checkpoint makes that unnecessary, and not recorded.
   */
  readonly ancestry: readonly TrainingStage[];
  /** A checkpoint, and the stage in which it was made: an index into `ancestry`, or its length for the run's own config. */
  readonly from: { readonly stage: number; readonly checkpoint: Uint8Array } | null;
}

/** The cores that a run may compute on. */
export interface CoreGrant {
  /** 1 or more. */
  readonly cores: number;
  /** True if the user chose the number of threads: as many as `cores`, whether or not that is faster. Otherwise it measures what is. */
  readonly exactly: boolean;
}

/** Messages from the pool to a trainer. A trainer ignores those about a run that it no longer trains. */
export type TrainerRequest =
  | { readonly kind: 'hello'; readonly version: number; readonly parentPid: number }
  /** With the initial number of cores. */
  | ({ readonly kind: 'train'; readonly runId: string; readonly task: TrainingTask } & CoreGrant)
  /** Applies from the run's next slice on. */
  | ({ readonly kind: 'cores'; readonly runId: string } & CoreGrant)
  /** The answer to `tableWanted`; null after the last chunk. */
  | { readonly kind: 'tableChunk'; readonly runId: string; readonly bytes: Uint8Array | null }
  | { readonly kind: 'pause'; readonly runId: string }
  | { readonly kind: 'continue'; readonly runId: string }
  | { readonly kind: 'stop'; readonly runId: string }
  /** `failed` was received, and the process may exit: a message sent just before an exit can be lost. */
  | { readonly kind: 'farewell' }
  | { readonly kind: 'epochsStored'; readonly runId: string; readonly sequence: number };

/** Parameters before the update of `epoch`, float32, in forward order: weights, then biases, of each dense layer. */
export interface Snapshot {
  readonly epoch: number;
  readonly parameters: Float32Array;
}

/** Messages from a trainer to the pool. */
export type TrainerReport =
  /** `kernelVariant` names the kernels, see the engine; the bits of a float32 run depend on it. `v8Version` is the trainer's own. */
  | {
      readonly kind: 'started';
      readonly runId: string;
      readonly kernelVariant: string;
      readonly v8Version: string;
    }
  /**
   * How many threads train the run, and how many would if it had enough cores; 1 for a network that is too small. Sent once its first steps
   * were measured, and whenever one of the two changes.
   */
  | { readonly kind: 'threads'; readonly runId: string; readonly threads: number; readonly wanted: number }
  /**
   * Requests a chunk, counting from 0, of the stored table that the run's dataset names. It is sent in chunks so that the host never holds
   * a whole table and is never busy with one for long.
   */
  | { readonly kind: 'tableWanted'; readonly runId: string; readonly chunk: number }
  /** Epochs of ancestors are being retrained; sent at most 10 times a second. The first `epochs` ends this. */
  | { readonly kind: 'replaying'; readonly runId: string; readonly epoch: number }
  | {
      readonly kind: 'epochs';
      readonly runId: string;
      /** 0 for the first batch of a run; batches arrive in order and without gaps. */
      readonly sequence: number;
      /** `rowCount` rows in the layout of epoch-row.ts, and nothing more. */
      readonly rows: Float64Array;
      readonly rowCount: number;
    }
  /** Every row before `epoch` was already sent. */
  | {
      readonly kind: 'checkpoint';
      readonly runId: string;
      /** The next epoch to be recorded. */
      readonly epoch: number;
      readonly bytes: Uint8Array;
    }
  /** In the order of their epochs; all snapshots from before a checkpoint's epoch were sent before that checkpoint. */
  | { readonly kind: 'snapshots'; readonly runId: string; readonly snapshots: readonly Snapshot[] }
  | { readonly kind: 'paused'; readonly runId: string }
  | { readonly kind: 'continued'; readonly runId: string }
  /** The run is over and every row was sent. The trainer is ready for another one. */
  | { readonly kind: 'done'; readonly runId: string; readonly outcome: RunOutcome }
  /** The process cannot continue; it exits with code 1 once it has received `farewell`, or after two seconds. */
  | { readonly kind: 'failed'; readonly message: string };
