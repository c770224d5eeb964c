import type { AppEventListener, Dispatch, Handlers, HostKind, OpeningStep, Verification } from '#api';
import type { QueueConnector, TrainerLauncher } from '#workers';
import type { ComputeOptions } from './compute.ts';
import type { PreparedFile } from './export-tickets.ts';
import type { Trouble } from './live-runs.ts';
import type { Log } from './log/index.ts';

export interface LambdascopeOptions extends ComputeOptions {
  /** Folder of the database; created when there is none. */
  readonly dataDir: string;
  readonly host: HostKind;
  readonly launcher: TrainerLauncher;
  /** Absolute path of the file of the store's threads. */
  readonly storageEntry: string;
  readonly appVersion: string;
  /** True, the default, for a host: it has the folder to itself and continues with its queue. */
  readonly exclusive?: boolean;
  /** The queue whose workers may train runs; by default there is none. */
  readonly queue?: QueueConnector | null;
  /** Why training is held from the start; see `hold`. */
  readonly held?: Trouble | null;
  /** Where to write what happens; by default nowhere. */
  readonly log?: Log;
  /** Hears of defects: errors that no user caused. By default they go to the log and to stderr. */
  readonly onDefect?: (error: unknown) => void;
  /** Hears of what opening takes time for. */
  readonly onStep?: ((step: OpeningStep) => void) | undefined;
  /** Takes the opening back: it rejects, at once unless SQLite is deep in a statement that cannot be interrupted. */
  readonly signal?: AbortSignal;
}

/** The application, without a window: what every host puts a transport before. */
export interface Lambdascope {
  /** Validates and runs a command by name. */
  readonly dispatch: Dispatch;
  /** The same commands, typed; input must be validated. */
  readonly handlers: Handlers;
  /** Returns a function that ends the subscription. */
  onEvent(listener: AppEventListener): () => void;
  /** Redeems a ticket of prepareExport or prepareRunFile. Throws AppError notFound when it is unknown, used or too old. */
  takeExport(ticket: string): PreparedFile;
  /**
   * The same into a file, which appears whole or not at all. Throws AppError notFound, invalidInput for a path that cannot be one,
   * storageFull, folderNotWritable, conflict when it was stopped, by `signal` or by closing.
   */
  saveExport(ticket: string, path: string, signal?: AbortSignal): Promise<void>;
  /** The id that a person means by an id, its unique beginning, or a unique name. Rejects with notFound or conflict. */
  resolveRunId(text: string): Promise<string>;
  /** The same of a sweep. */
  resolveSweepId(text: string): Promise<string>;
  /**
   * Retrains a stored run, including its ancestors' epochs, and compares every value; writes nothing. `onProgress` receives the epoch
   * reached. Throws notFound, conflict when nothing is recorded, workerFailed when it cannot be trained here.
   */
  verifyRun(id: string, onProgress: (epoch: number) => void): Promise<Verification>;
  /** How many runs there are by their status, and in the trash. */
  countRuns(): Promise<Readonly<Record<string, number>>>;
  /** Why the history was opened for reading only, for people; null when it can be written. */
  readonly readOnly: string | null;
  /**
   * Takes over those of the runs that are queued for a process that has ended, and returns their ids. A command line does so only for
   * runs that it follows.
   */
  resumeRunsOf(ids: readonly string[]): Promise<readonly string[]>;
  /** Uses another queue from now on, or none. Runs on workers continue. */
  setQueue(queue: QueueConnector | null): Promise<void>;
  /** The one that is used; null for none. */
  readonly queue: Pick<QueueConnector, 'address' | 'source'> | null;
  /** Ids of the runs that train or are queued here, and are not paused. What workers train is not among them. */
  trainingRuns(): readonly string[];
  /** Goes on with those of the runs that were interrupted. */
  resumeInterrupted(ids: readonly string[]): Promise<void>;
  /** Puts training on hold for a reason: running runs pause and none starts. null releases it, except for runs that the user paused. */
  hold(reason: Trouble | null): void;
  /** The machine falls asleep: what is stored so far is on the disk when it resolves. */
  fallsAsleep(): Promise<void>;
  /** The machine woke up: the time asleep does not count as training time. */
  wokeUp(): Promise<void>;
  /**
   * For a process that ends when this returns: interrupts what trains and frees the folder, with every row stored that has come from
   * the trainers, unless that takes longer than 3 seconds. Nothing that is stored is lost either way.
   */
  closeNow(): void;
  /** Interrupts what trains with every row stored, keeps what is queued for the next start, frees the folder. */
  close(): Promise<void>;
}
