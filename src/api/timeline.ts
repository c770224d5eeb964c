import { runSelection } from './queries.ts';
import type { RunStatus } from './runs.ts';

/** The largest number of runs in a timeline; the latest to start are shown. */
export const maxTimedRuns = 10_000;

export const readTimelineQuery = runSelection;

/** A run that has started. */
export interface TimedRun {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  /** Index of its sweep in `sweeps`. */
  readonly sweep: number | null;
  /** Id of the run that it was forked from. */
  readonly parent: string | null;
  /** When its test set was revealed, in milliseconds since 1970. */
  readonly revealedAt: number | null;
}

/** When runs were trained. */
export interface Timeline {
  /** The host's time, in milliseconds since 1970. */
  readonly now: number;
  /** How many runs of the selection have started. */
  readonly total: number;
  readonly runs: readonly TimedRun[];
  readonly sweeps: readonly { readonly id: string; readonly name: string }[];
  /** Periods in which a run trained, by their start. For runs from before these were recorded: from start to end, including pauses. */
  readonly stretches: {
    /** Indices into `runs`. */
    readonly run: Float64Array;
    /** Milliseconds since 1970. */
    readonly from: Float64Array;
    /** NaN while it lasts. */
    readonly until: Float64Array;
  };
}
