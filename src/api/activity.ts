/** A temporary problem; work continues automatically once it has passed. */
export interface Waiting {
  /** The problem, e.g. `the disk is full`. */
  readonly reason: string;
  /** What the user can do about it, such as `free some space`. */
  readonly advice: string;
  /** Since when, in ISO 8601. */
  readonly since: string;
}

/** Data of deleted runs that has not been removed yet. */
export interface Deleting {
  readonly runs: number;
  readonly epochs: number;
}

/** What trains now, for the rail. Sent often, so a long queue is counted rather than listed. */
export interface Activity {
  /** Runs that are queued, running or paused, and how many of them are running or paused. */
  readonly liveRuns: number;
  readonly runningRuns: number;
  readonly pausedRuns: number;
  /** Fraction of all their epochs that is done, 0 to 1. */
  readonly progress: number;
  /** Why no training process can be started; null if one can. Queued runs stay queued. */
  readonly trainers: Waiting | null;
  /** Why the data folder cannot be written to; null if it can. Stored data can be read. */
  readonly folder: Waiting | null;
  /** Why everything is held although nobody paused it; null while it is not. */
  readonly held: Waiting | null;
  /** Null if nothing is being deleted. */
  readonly deleting: Deleting | null;
  /** Ids of live runs that were asked to stop but have not stopped yet. */
  readonly stopping: readonly string[];
  /** First running, then paused, then queued ones; at most 20. */
  readonly live: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: 'queued' | 'running' | 'paused';
    readonly epochsDone: number;
    readonly epochs: number;
    /** The epoch that a fork has reached while retraining its parent's epochs; null otherwise. */
    readonly replaying: number | null;
    /** How many threads train it; null if not measured yet. */
    readonly threads: number | null;
    /** Why its results cannot be stored at the moment, or why it is held back; no result is lost. */
    readonly waiting: Waiting | null;
  }[];
}
