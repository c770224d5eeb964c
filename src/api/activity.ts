/** A temporary problem; work continues automatically once it has passed. */
export interface Waiting {
  /** The problem, e.g. `the disk is full`. */
  readonly reason: string;
  /** What a person can do about it, as `free some space`. */
  readonly advice: string;
  /** Since when, in ISO 8601. */
  readonly since: string;
}

/** Data of deleted runs that has not been removed yet. */
export interface Deleting {
  readonly runs: number;
  readonly epochs: number;
}

/** What trains now, for the rail: sent often, so a long queue is counted and not listed. */
export interface Activity {
  /** Runs that are queued, running or paused, and those of them that run or are paused. */
  readonly liveRuns: number;
  readonly runningRuns: number;
  readonly pausedRuns: number;
  /** Share of all their epochs that is done, 0 to 1. */
  readonly progress: number;
  /** Why no training process can be started; null if one can. Queued runs stay queued. */
  readonly trainers: Waiting | null;
  /** Why the data folder cannot be written to; null if it can. Stored data can be read. */
  readonly folder: Waiting | null;
  /** Why everything is paused although nobody paused it; null while it is not. */
  readonly held: Waiting | null;
  /** Null if nothing is being deleted. */
  readonly deleting: Deleting | null;
  /** Ids of live runs that were asked to stop, and have not yet. */
  readonly stopping: readonly string[];
  /** Running ones first, then paused and queued ones, 20 at most. */
  readonly live: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: 'queued' | 'running' | 'paused';
    readonly epochsDone: number;
    readonly epochs: number;
    /** The epoch that a fork has reached while it trains its parent's epochs again; null otherwise. */
    readonly replaying: number | null;
    /** How many threads train it; null if that was not measured yet. */
    readonly threads: number | null;
    /** Why what it trained cannot be stored at the moment, or why it is held back; nothing of it is lost. */
    readonly waiting: Waiting | null;
  }[];
}
