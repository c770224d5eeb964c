import { AppError, isPassing } from '#api';
import { createBackOff, pause } from './back-off.ts';
import type { RunOutcome, Snapshot, TrainingTask } from './protocol.ts';

/** How many times an unknown failure of the database is treated as temporary. */
const maxStorageAttempts = 10;

/** Done when the call returns, or when the promise that it returned resolves. */
export type Done = void | Promise<void>;

/** A run handed to the pool. */
export interface TrainingJob {
  readonly id: string;
  /**
   * Called when the run gets a process or is next in line for one, so that runs waiting in a long queue take no memory. A temporary error
   * is waited for; any other error fails the run.
   */
  readonly task: () => TrainingTask | Promise<TrainingTask>;
  /** Returns a chunk of the table that it learns from, null after the last one. Errors are treated as for `task`. */
  readonly tableChunk?: ((chunk: number) => Uint8Array | null | Promise<Uint8Array | null>) | undefined;
  /** True for a run of a sweep: runs that the user launched individually go first. */
  readonly background?: boolean;
}

/** Why no process can be started, and what to do about it if that is known. */
export interface TrainerTrouble {
  readonly reason: string;
  readonly advice: string | null;
}

/**
 * Receives what happens to the runs. Asynchronous calls about one run come in order, each after the previous one has finished, while
 * different runs do not wait for each other. A call that fails for a temporary reason (see `isPassing`) is repeated until it succeeds; any
 * other failure interrupts the run, and never affects the pool.
 */
export interface PoolListener {
  started(id: string, kernelVariant: string, v8Version: string): Done;
  /** `rowCount` rows, see epoch-row.ts. They count as stored when this is done. */
  epochs(id: string, rows: Float64Array, rowCount: number): Done;
  /** How many threads train it from now on. */
  threads(id: string, threads: number): Done;
  /** Epochs of its ancestors are being retrained, up to this one so far; the first rows of its own end that. */
  replaying(id: string, epoch: number): Done;
  /** `epoch` is the next one to be recorded; all rows before it were already delivered. */
  checkpoint(id: string, epoch: number, bytes: Uint8Array): Done;
  /** In the order of their epochs. */
  snapshots(id: string, snapshots: readonly Snapshot[]): Done;
  paused(id: string): Done;
  continued(id: string): Done;
  /** The last call for a run. It is repeated whatever the reason for its failure. */
  ended(id: string, outcome: RunOutcome): Done;
  /** The run waits until one of the calls above, which failed with `problem`, succeeds; null once it has. Must not throw. */
  waiting(id: string, problem: Error | null): void;
  /** No process can be started; attempts continue. Null once one was. Must not throw. */
  trainersFailing(trouble: TrainerTrouble | null): void;
}

/** Why a job must end before its last epoch: it was asked to, the pool is closing, or its results could not be stored. */
export type Ending =
  | { readonly status: 'stopped' | 'interrupted'; readonly error?: never }
  | { readonly status: 'failed' | 'interrupted'; readonly error: string };

/** Who holds a job: the user who paused it, or the host, which holds all of them. */
export type Holder = 'person' | 'host';

/** A job, its state, and the listener's calls for it, one after the other. */
export interface JobState extends Required<TrainingJob> {
  /** Jobs are numbered in order of submission. */
  readonly number: number;
  /** Who holds it. A queued job is skipped while held; a running one pauses. */
  readonly holders: ReadonlySet<Holder>;
  readonly held: boolean;
  /** Returns true if that changes whether it is held at all. */
  hold(by: Holder, held: boolean): boolean;
  ending: Ending | null;
  /** The sequence number of the next batch. */
  nextSequence: number;
  /** Reads the task ahead of time, so that a process that becomes free need not wait for it. */
  readAhead(): void;
  /**
   * Calls the listener after all previous calls, unless one of them failed, because a gap must not be followed by more. Then calls `after`
   * in any case.
   */
  deliver(call: () => Done, after?: () => void): void;
  /**
   * Reads something for the job in its turn, retries as `deliver` does, and fails the run if that does not help. `after` gets null then.
   */
  read<Value>(call: () => Value | Promise<Value>, after: (value: Value | null) => void): void;
  /** The last call: reports how it ended, given its trainer's view of the end. */
  end(seen: RunOutcome, after: () => void): void;
  /** Stops waiting: calls that the listener has not completed yet are dropped. */
  abandon(): void;
}

export interface JobEvents {
  /** Results could not be stored: the job has its `ending`. Called at most once. */
  failed(job: JobState): void;
  /** An error that no user caused. */
  defect(error: unknown): void;
}

export function createJob(
  { id, task, tableChunk, background = false }: TrainingJob,
  number: number,
  listener: PoolListener,
  events: JobEvents,
): JobState {
  const holders = new Set<Holder>();
  let last = Promise.resolve();
  const abandoned = new AbortController();

  function inOrder(call: () => Promise<void>): void {
    last = last.then(call).catch(events.defect);
  }

  let isWaiting = false;
  function wait(problem: Error | null): void {
    if (problem === null && !isWaiting) return;
    isWaiting = problem !== null;
    listener.waiting(id, problem);
  }

  /** Makes the call until it succeeds. Throws errors that are not worth another attempt. */
  async function insist<Value>(
    call: () => Value | Promise<Value>,
    isWorthIt: (thrown: unknown, attempts: number) => boolean,
  ): Promise<Value> {
    const delay = createBackOff(250, 5000);
    for (let attempts = 1; ; attempts++) {
      try {
        const value = await call();
        wait(null);
        return value;
      } catch (thrown) {
        if (abandoned.signal.aborted || !isWorthIt(thrown, attempts)) throw thrown;
        wait(thrown as Error);
        await pause(delay.next(), abandoned.signal);
        if (abandoned.signal.aborted) throw thrown;
      }
    }
  }

  function fail(status: 'failed' | 'interrupted', thrown: unknown): void {
    if (abandoned.signal.aborted) return;
    if (AppError.from(thrown).code === 'internal') events.defect(thrown);
    // A failure to store matters more than a requested stop.
    job.ending = { status, error: errorMessage(thrown) };
    wait(null);
    events.failed(job);
  }

  let ahead: Promise<TrainingTask> | null = null;
  /** The task that was read ahead, unless that failed. */
  async function readTask(): Promise<TrainingTask> {
    const early = await ahead?.catch(() => null);
    ahead = null;
    return early ?? task();
  }

  const isOver = (): boolean => abandoned.signal.aborted || job.ending?.error !== undefined;

  const job: JobState = {
    ...{ id, task: readTask, tableChunk, background, number },
    ...{ ending: null, nextSequence: 0, holders },
    get held() {
      return holders.size > 0;
    },
    hold(by, held) {
      const before = holders.size > 0;
      if (held) holders.add(by);
      else holders.delete(by);
      return holders.size > 0 !== before;
    },
    readAhead() {
      ahead ??= Promise.resolve().then(task);
      ahead.catch(() => undefined); // it is read again in its turn
    },
    deliver: (call, after = () => undefined) =>
      inOrder(async () => {
        try {
          if (!isOver()) await insist(call, mayPass);
        } catch (thrown) {
          fail('interrupted', thrown);
        }
        after();
      }),
    read: (call, after) =>
      inOrder(async () => {
        let value = null;
        try {
          // A run that is ending needs nothing to train with.
          if (!isOver())
            value = await insist(call, (...failure) => mayPass(...failure) && job.ending === null);
        } catch (thrown) {
          if (!isPassing(thrown)) fail(isStorage(thrown) ? 'interrupted' : 'failed', thrown);
        }
        after(value);
      }),
    end: (seen, after) =>
      inOrder(async () => {
        let isDefect = false;
        const retry = (thrown: unknown, attempts: number): boolean => {
          const isReported = isDefect;
          isDefect ||= !mayPass(thrown, attempts);
          if (isDefect && !isReported) events.defect(thrown);
          return true;
        };
        try {
          if (!abandoned.signal.aborted)
            await insist(() => listener.ended(id, settle(job.ending, seen)), retry);
        } catch {
          // Given up: the next start treats the run like one whose process died.
        }
        after();
      }),
    abandon: () => abandoned.abort(),
  };
  return job;
}

function isStorage(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'storage';
}

/** A database thread that died is restarted, and a disk that reported an error may recover. */
function mayPass(thrown: unknown, attempts: number): boolean {
  return isPassing(thrown) || (isStorage(thrown) && attempts < maxStorageAttempts);
}

function settle(ending: Ending | null, seen: RunOutcome): RunOutcome {
  if (ending?.error !== undefined) return ending;
  // It may have completed, diverged or failed on its own before it received the stop.
  if (seen.status !== 'stopped' || ending === null) return seen;
  return { ...seen, status: ending.status };
}

export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
