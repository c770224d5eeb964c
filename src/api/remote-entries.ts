import type { RunOutcome } from './run-outcome.ts';

/** What happened to a run on a worker. */
export type RemoteEvent =
  | {
      readonly kind: 'started';
      readonly kernelVariant: string;
      readonly v8Version: string;
      readonly platform: string;
      readonly name: string;
      readonly machine: string;
    }
  /** Rows in the layout of epoch-row.ts. */
  | { readonly kind: 'epochs'; readonly rows: Float64Array; readonly rowCount: number }
  /** `bytes` is null if they are no longer available because a newer checkpoint replaced them. */
  | { readonly kind: 'checkpoint'; readonly epoch: number; readonly bytes: Uint8Array | null }
  | { readonly kind: 'snapshot'; readonly epoch: number; readonly parameters: Float32Array }
  /** These two are not stored. */
  | { readonly kind: 'threads'; readonly threads: number }
  | { readonly kind: 'replaying'; readonly epoch: number }
  | { readonly kind: 'paused' }
  | { readonly kind: 'continued' }
  /** The worker is leaving: another one continues. */
  | { readonly kind: 'handedBack' }
  | { readonly kind: 'ended'; readonly outcome: RunOutcome };

/** An entry sent by a worker, in the order of sending. */
export interface RemoteEntry {
  readonly run: string;
  /** With the attempt, identifies the sender: only the newest generation and attempt count. */
  readonly generation: number;
  /** From 1, within each generation. */
  readonly attempt: number;
  /** Counts the entries of an attempt, from 0. */
  readonly sequence: number;
  readonly worker: string;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
  readonly event: RemoteEvent;
}

/**
 * The result of storing an entry. `old`: stored before, or from a worker that lost the run; nothing was changed. `lost`: earlier entries
 * never arrived, so the run must be queued again. `refused`: a stored epoch was retrained with different values, or the entry does not
 * belong to the run; the run has failed.
 */
export type RemoteRecord =
  | { readonly kind: 'stored' | 'old' | 'lost' }
  | { readonly kind: 'refused'; readonly problem: string };
