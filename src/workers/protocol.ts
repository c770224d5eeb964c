import type { FinalMetrics, TrainingConfig } from '#engine';

/** Raised with every change of the messages below, so that a stale trainer is told apart from a broken one. */
export const protocolVersion = 1;

/** How a run ended. `final` is absent where there were no finite metrics after the last update. */
export interface RunOutcome {
  readonly status: 'completed' | 'stopped' | 'diverged' | 'failed' | 'interrupted';
  readonly final?: FinalMetrics;
  /** The epoch whose loss was not finite. */
  readonly divergedAt?: number;
  /** Why the run failed, for people. */
  readonly error?: string;
}

/** What the pool tells a trainer. A trainer ignores what concerns a run that it no longer trains. */
export type TrainerRequest =
  | { readonly kind: 'hello'; readonly version: number; readonly parentPid: number }
  | { readonly kind: 'train'; readonly runId: string; readonly config: TrainingConfig }
  | { readonly kind: 'pause'; readonly runId: string }
  | { readonly kind: 'continue'; readonly runId: string }
  | { readonly kind: 'stop'; readonly runId: string }
  | { readonly kind: 'epochsStored'; readonly runId: string; readonly sequence: number }
  | { readonly kind: 'outcomeStored'; readonly runId: string };

/** What a trainer tells the pool. */
export type TrainerReport =
  | { readonly kind: 'started'; readonly runId: string }
  | {
      readonly kind: 'epochs';
      readonly runId: string;
      /** 0 for the first batch of a run; batches arrive in order and without holes. */
      readonly sequence: number;
      /** `rowCount` rows as epoch-row.ts lays them out, and nothing more. */
      readonly rows: Float64Array;
      readonly rowCount: number;
    }
  | { readonly kind: 'paused'; readonly runId: string }
  | { readonly kind: 'continued'; readonly runId: string }
  /** The run is over and every row was sent. The trainer takes no other run before `outcomeStored`. */
  | { readonly kind: 'done'; readonly runId: string; readonly outcome: RunOutcome }
  /** The process cannot go on; it exits with code 1 after this. */
  | { readonly kind: 'failed'; readonly message: string };
