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
  /** Place of its sweep in `sweeps`. */
  readonly sweep: number | null;
  /** Id of the run that it was forked from. */
  readonly parent: string | null;
  /** When somebody looked at its test set, in milliseconds since 1970. */
  readonly revealedAt: number | null;
}

/** When runs were trained. */
export interface Timeline {
  /** The host's time, in milliseconds since 1970. */
  readonly now: number;
  /** How many of the selection have started. */
  readonly total: number;
  readonly runs: readonly TimedRun[];
  readonly sweeps: readonly { readonly id: string; readonly name: string }[];
  /** Stretches in which a run trained, by their start. Of runs from before these were recorded, from start to end, pauses included. */
  readonly stretches: {
    /** Places in `runs`. */
    readonly run: Float64Array;
    /** Milliseconds since 1970. */
    readonly from: Float64Array;
    /** NaN while it goes on. */
    readonly until: Float64Array;
  };
}
