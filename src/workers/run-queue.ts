import type { QueueState, RemoteEntry, RemoteRecord } from '#api';
import type { TrainingTask } from './protocol.ts';
import type { WorkerView } from './worker-view.ts';

/** A run in the queue, from which workers on any machine take it. */
export interface QueuedRun {
  readonly id: string;
  /** Increased with each submission: events of older ones are ignored. */
  readonly generation: number;
  /** True for a run of a sweep: one that a person launched by itself goes before it. */
  readonly background: boolean;
  /** True for one that is to be paused as soon as a worker has it. */
  readonly held: boolean;
}

/** Which submission of a run is meant. */
export type Submission = Pick<QueuedRun, 'id' | 'generation'>;

/** What the queue's own host does for it. What rejects with something that passes (see `isPassing`) is asked again. */
export interface QueueHost {
  /** The data folder's own id, a UUID: hosts that share a queue never see each other's runs. */
  readonly id: string;
  /** Names the folder's path without telling it: a copy of the folder has the same id. */
  readonly folder: string;
  /** What to train. Rejects for what can never train. */
  task(id: string): Promise<TrainingTask>;
  /** A piece of a stored table; null behind the last one. */
  tableChunk(digest: string, chunk: number): Promise<Uint8Array | null>;
  /** Stores what workers sent, in their order. It counts as stored when this is done, and comes again before. */
  record(entries: readonly RemoteEntry[]): Promise<readonly RemoteRecord[]>;
  /** What the queue should have now. */
  runs(): Promise<readonly QueuedRun[]>;
  /** The queue has these no more, although nobody ended them. */
  lost(runs: readonly Submission[]): void;
  /** A run that can never train. */
  refused(id: string, problem: string): Promise<void>;
  /** Why the queue cannot be used, in a line for people; null if it can. Must not throw. */
  trouble(problem: string | null): void;
  /** Something to be written down that keeps nothing from going on. */
  log(line: string): void;
  /** An error that no user caused. */
  defect(error: unknown): void;
}

/** An open queue. While it cannot be reached, requests to it wait. */
export interface RunQueue {
  /** Whether this process stores what workers send; another one of the same folder may do that. */
  readonly hears: boolean;
  add(runs: readonly QueuedRun[]): void;
  /** Takes a run out that no worker has. False if one has it, or the queue cannot be asked now. */
  take(run: Submission): Promise<boolean>;
  wish(run: Submission, wish: 'pause' | 'continue' | 'stop'): void;
  /** The run has ended, or is withdrawn, in which case a worker that has it is notified. */
  forget(run: Submission, why: 'ended' | 'withdrawn'): void;
  /** Runs on workers continue. */
  close(): Promise<void>;
}

/** Where a queue is, and the way to it. */
export interface QueueConnector {
  /** For people, without a password. */
  readonly address: string;
  /** The source of the address. */
  readonly source: QueueState['source'];
  open(host: QueueHost): RunQueue;
  /** Over a connection of its own. `hostId` is that of QueueHost. */
  view(hostId: string): WorkerView & { close(): void };
}
