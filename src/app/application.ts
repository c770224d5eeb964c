import type { AppEventListener, Dispatch, Handlers, HostKind, OpeningStep, Verification } from '#api';
import type { QueueConnector, TrainerLauncher } from '#workers';
import type { ComputeOptions } from './compute.ts';
import type { PreparedFile } from './export-tickets.ts';
import type { Trouble } from './live-runs.ts';
import type { Log } from './log/index.ts';

export interface LambdascopeOptions extends ComputeOptions {
  /** Folder of the database; created if missing. */
  readonly dataDir: string;
  readonly host: HostKind;
  readonly launcher: TrainerLauncher;
  /** Absolute path of the entry file of the store's threads. */
  readonly storageEntry: string;
  readonly appVersion: string;
  /** True (the default) for a host: it has the folder to itself and continues its queue. */
  readonly exclusive?: boolean;
  /** The queue whose workers may train runs; none by default. */
  readonly queue?: QueueConnector | null;
  /** Why training is held from the start; see `hold`. */
  readonly held?: Trouble | null;
  /** Where to log; nowhere by default. */
  readonly log?: Log;
  /** Receives defects: errors that no user caused. By default they go to the log and to stderr. */
  readonly onDefect?: (error: unknown) => void;
  /** Receives the slow steps of opening. */
  readonly onStep?: ((step: OpeningStep) => void) | undefined;
  /** Cancels the opening: it rejects, immediately unless SQLite is deep in a statement that cannot be interrupted. */
  readonly signal?: AbortSignal;
}

/** The application without a window, to which every host adds a transport. */
export interface Lambdascope {
  /** Validates and runs a command by name. */
  readonly dispatch: Dispatch;
  /** The same commands, typed; input must be validated. */
  readonly handlers: Handlers;
  /** Returns a function that ends the subscription. */
  onEvent(listener: AppEventListener): () => void;
  /** Redeems a ticket of prepareExport or prepareRunFile. Throws AppError notFound if it is unknown, used or expired. */
  takeExport(ticket: string): PreparedFile;
  /**
   * The same, into a file that appears complete or not at all. Throws AppError notFound, invalidInput for an impossible path, storageFull,
   * folderNotWritable, or conflict when stopped by `signal` or by closing.
   */
  saveExport(ticket: string, path: string, signal?: AbortSignal): Promise<void>;
  /** The id that a user means by an id, its unique beginning, or a unique name. Rejects with notFound or conflict. */
  resolveRunId(text: string): Promise<string>;
  /** The same for a sweep. */
  resolveSweepId(text: string): Promise<string>;
  /**
   * Retrains a stored run, including its ancestors' epochs, and compares every value; writes nothing. `onProgress` receives the epoch
   * reached. Throws notFound, conflict if nothing is recorded, workerFailed if it cannot be trained here.
   */
  verifyRun(id: string, onProgress: (epoch: number) => void): Promise<Verification>;
  /** How many runs there are by status, and how many in the trash. */
  countRuns(): Promise<Readonly<Record<string, number>>>;
  /** Why the history was opened read-only, as text for the user; null if it is writable. */
  readonly readOnly: string | null;
  /**
   * Of these runs, takes over the ones that a dead process left queued, and returns their ids. A command line does so only for runs
   * that it follows.
   */
  resumeRunsOf(ids: readonly string[]): Promise<readonly string[]>;
  /** Switches to a different queue, or to none. Runs on workers continue. */
  setQueue(queue: QueueConnector | null): Promise<void>;
  /** The current queue; null for none. */
  readonly queue: Pick<QueueConnector, 'address' | 'source'> | null;
  /** Ids of the runs that are training or queued here, and not paused. Runs on workers are not included. */
  trainingRuns(): readonly string[];
  /** Of these runs, resumes the ones that were interrupted. */
  resumeInterrupted(ids: readonly string[]): Promise<void>;
  /** Puts training on hold for a reason: running runs pause and none starts. null releases it, except for runs that the user paused. */
  hold(reason: Trouble | null): void;
  /** Call when the machine is going to sleep: everything stored so far is on disk when it resolves. */
  fallsAsleep(): Promise<void>;
  /** Call when the machine woke up: the time asleep does not count as training time. */
  wokeUp(): Promise<void>;
  /**
   * For a process that ends when this returns: interrupts training runs and frees the folder, storing every row received from the trainers,
   * unless that takes longer than 3 seconds. Nothing already stored is lost either way.
   */
  closeNow(): void;
  /** Interrupts training runs with every row stored, keeps queued ones for the next start, and frees the folder. */
  close(): Promise<void>;
}
