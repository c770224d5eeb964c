import type { QueueState, RemoteEntry, RemoteRecord } from '#api';
import type { TrainingTask } from './protocol.ts';
import type { WorkerView } from './worker-view.ts';

/** A run in the queue, from which workers on any machine take it. */
export interface QueuedRun {
  readonly id: string;
  /** Increased with each submission: events of older ones are ignored. */
  readonly generation: number;
  /** True for a run of a sweep: runs that the user launched individually go first. */
  readonly background: boolean;
  /** True for a run that must be paused as soon as a worker has it. */
  readonly held: boolean;
}

/** Identifies one submission of a run. */
export type Submission = Pick<QueuedRun, 'id' | 'generation'>;

/** What the queue's own host does for it. A call that rejects with a temporary error (see `isPassing`) is repeated. */
export interface QueueHost {
  /** The data folder's own id, a UUID: hosts that share a queue never see each other's runs. */
  readonly id: string;
  /** Identifies the folder's path without revealing it: a copy of the folder has the same id. */
  readonly folder: string;
  /** What to train. Rejects for a run that can never train. */
  task(id: string): Promise<TrainingTask>;
  /** A chunk of a stored table; null after the last one. */
  tableChunk(digest: string, chunk: number): Promise<Uint8Array | null>;
  /** Stores what workers sent, in their order. It counts as stored when this is done, and is sent again until then. */
  record(entries: readonly RemoteEntry[]): Promise<readonly RemoteRecord[]>;
  /** What the queue should contain now. */
  runs(): Promise<readonly QueuedRun[]>;
  /** The queue no longer has these, although nobody ended them. */
  lost(runs: readonly Submission[]): void;
  /** A run that can never train. */
  refused(id: string, problem: string): Promise<void>;
  /** Why the queue cannot be used, in one line for display; null if it can. Must not throw. */
  trouble(problem: string | null): void;
  /** A line for the log about something that stops nothing. */
  log(line: string): void;
  /** An error that no user caused. */
  defect(error: unknown): void;
}

/** An open queue. While it cannot be reached, requests to it wait. */
export interface RunQueue {
  /** Whether this process stores what workers send; another one of the same folder may do that instead. */
  readonly hears: boolean;
  add(runs: readonly QueuedRun[]): void;
  /** Removes a run that no worker has. False if one has it, or the queue cannot be reached now. */
  take(run: Submission): Promise<boolean>;
  wish(run: Submission, wish: 'pause' | 'continue' | 'stop'): void;
  /** The run has ended, or is withdrawn, in which case a worker that has it is notified. */
  forget(run: Submission, why: 'ended' | 'withdrawn'): void;
  /** Runs on workers continue. */
  close(): Promise<void>;
}

/** The location of a queue, and how to reach it. */
export interface QueueConnector {
  /** For display, without a password. */
  readonly address: string;
  /** The source of the address. */
  readonly source: QueueState['source'];
  open(host: QueueHost): RunQueue;
  /** Uses a separate connection. `hostId` is that of QueueHost. */
  view(hostId: string): WorkerView & { close(): void };
}
