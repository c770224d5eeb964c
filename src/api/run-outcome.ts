import type { FinalMetrics, SetMetrics } from '#engine';

/** How a run ended. `final` is absent if there were no finite metrics after the last update. */
export interface RunOutcome {
  readonly status: 'completed' | 'stopped' | 'diverged' | 'failed' | 'interrupted';
  readonly final?: FinalMetrics;
  /** The epoch whose parameters these are, where early stopping restored them. */
  readonly restoredEpoch?: number;
  /** Of the averaged weights of a run that trained all its epochs, where it knows them; and of them on the test set. */
  readonly averaged?: FinalMetrics;
  readonly averagedTest?: SetMetrics;
  /** On the test set, of the parameters of `final`; absent if there is none. */
  readonly test?: SetMetrics;
  /** The epoch whose loss was not finite. */
  readonly divergedAt?: number;
  /** True when early stopping completed the run before its last epoch. */
  readonly stoppedEarly?: boolean;
  /** SHA-256 in hexadecimal, see metric-digest.ts: of a completed float64 run. */
  readonly digest?: string;
  /** Why the run failed, for people. */
  readonly error?: string;
}
