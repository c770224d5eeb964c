import type { FinalMetrics, SetMetrics } from '#engine';

/** How a run ended. `final` is absent if there were no finite metrics after the last update. */
export interface RunOutcome {
  readonly status: 'completed' | 'stopped' | 'diverged' | 'failed' | 'interrupted';
  readonly final?: FinalMetrics;
  /** The epoch whose parameters these are, if early stopping restored them. */
  readonly restoredEpoch?: number;
  /** Metrics of the averaged weights, for a run that trained all its epochs and could average them; and the same on the test set. */
  readonly averaged?: FinalMetrics;
  readonly averagedTest?: SetMetrics;
  /** On the test set, for the parameters of `final`; absent if there is none. */
  readonly test?: SetMetrics;
  /** The epoch whose loss was not finite. */
  readonly divergedAt?: number;
  /** True when early stopping completed the run before its last epoch. */
  readonly stoppedEarly?: boolean;
  /** SHA-256 in hexadecimal, see metric-digest.ts; only for a completed float64 run. */
  readonly digest?: string;
  /** Why the run failed, for display. */
  readonly error?: string;
}
