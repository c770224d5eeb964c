import { AppError, isPassing } from '#api';
import { createBackOff, pause } from './back-off.ts';
import type { RunOutcome, Snapshot, TrainingTask } from './protocol.ts';

/** How many times an unknown failure of the database is treated as temporary. */
const maxStorageAttempts = 10;

/** Done when it returns, or when the promise that it returned resolves. */
export type Done = void | Promise<void>;

/** A run handed to the pool. */
export interface TrainingJob {
  readonly id: string;
  /**
   * Asked when the run gets a process or is the next to get one, so that what waits in a long queue takes no memory. An error that passes is waited
   * for, any other one fails the run.
   */
  readonly task: () => TrainingTask | Promise<TrainingTask>;
  /** A piece of the table that it learns from, null behind the last one. Errors as those of `task`. */
  readonly tableChunk?: ((chunk: number) => Uint8Array | null | Promise<Uint8Array | null>) | undefined;
  /** True for a run of a sweep: one that a person launched by itself goes before it. */
  readonly background?: boolean;
}

/** Why no process can be started, and what to do about it where that is known. */
export interface TrainerTrouble {
  readonly reason: string;
  readonly advice: string | null;
}

/**
 * Receives what happens to the runs. Asynchronous calls about one run come in order, each when the one before has finished, while
 * different runs do not wait for each other. A call that fails for a temporary reason (see `isPassing`) is repeated until it succeeds;
 * any other failure interrupts the run, and never affects the pool.
 */
export interface PoolListener {
  started(id: string, kernelVariant: string, v8Version: string): Done;
  /** `rowCount` rows, see epoch-row.ts. They count as stored when this is done. */
  epochs(id: string, rows: Float64Array, rowCount: number): Done;
  /** How many threads train it from now on. */
  threads(id: string, threads: number): Done;
  /** Epochs of its ancestors are trained again, up to this one so far; the first rows of its own end it. */
  replaying(id: string, epoch: number): Done;
  /** `epoch` is the next one to be recorded; all rows before it came already. */
  checkpoint(id: string, epoch: number, bytes: Uint8Array): Done;
  /** In the order of their epochs. */
  snapshots(id: string, snapshots: readonly Snapshot[]): Done;
  paused(id: string): Done;
  continued(id: string): Done;
  /** The last call for a run. Whatever it fails for, it is made again. */
  ended(id: string, outcome: RunOutcome): Done;
  /** The run waits until a call of the above succeeds that failed with `problem`; null if it has. Must not throw. */
  waiting(id: string, problem: Error | null): void;
  /** No process can be started; it is tried again. null if one was. Must not throw. */
  trainersFailing(trouble: TrainerTrouble | null): void;
}

/** Why a job is to end before its last epoch: asked for, the pool closes, or what it sent could not be taken. */
export type Ending =
  | { readonly status: 'stopped' | 'interrupted'; readonly error?: never }
  | { readonly status: 'failed' | 'interrupted'; readonly error: string };

/** Who holds a job: the person who paused it, or the host, which holds all. */
export type Holder = 'person' | 'host';

/** A job, where it stands, and the listener's calls for it: one after the other. */
export interface JobState extends Required<TrainingJob> {
  /** Jobs are numbered as they come. */
  readonly number: number;
  /** Who holds it. A queued job is passed over while held; a running one pauses. */
  readonly holders: ReadonlySet<Holder>;
  readonly held: boolean;
  /** True if that changes whether it is held at all. */
  hold(by: Holder, held: boolean): boolean;
  ending: Ending | null;
  /** The sequence number of the next batch. */
  nextSequence: number;
  /** Reads the task ahead, so that a process that becomes free need not wait for it. */
  readAhead(): void;
  /** Calls the listener after all calls before; not once one of them failed: a hole must not be filled. Then, in any case, `after`. */
  deliver(call: () => Done, after?: () => void): void;
  /** Reads something for the job in its turn, waits as `deliver` does, and fails the run where that does not help. `after` gets null then. */
  read<Value>(call: () => Value | Promise<Value>, after: (value: Value | null) => void): void;
  /** The last call: how it ended, given how its trainer saw it end. */
  end(seen: RunOutcome, after: () => void): void;
  /** Waits no longer: what the listener has not taken yet is dropped. */
  abandon(): void;
}

export interface JobEvents {
  /** What was sent could not be taken: the job has its `ending`. At most once. */
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

  /** Makes the call until it succeeds. Throws what is not worth another attempt. */
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
    // What could not be stored is worth more than that a stop was asked for.
    job.ending = { status, error: errorMessage(thrown) };
    wait(null);
    events.failed(job);
  }

  let ahead: Promise<TrainingTask> | null = null;
  /** What was read ahead, unless that failed. */
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
      ahead.catch(() => undefined); // it is read again when its turn comes
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
          // A run that is to end needs nothing to train with.
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
          // Given up: the next start finds the run as one whose process died.
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

/** A thread of the database that died is started again, a disk that reported an error may do better. */
function mayPass(thrown: unknown, attempts: number): boolean {
  return isPassing(thrown) || (isStorage(thrown) && attempts < maxStorageAttempts);
}

function settle(ending: Ending | null, seen: RunOutcome): RunOutcome {
  if (ending?.error !== undefined) return ending;
  // It may have completed, diverged or failed by itself before it heard of the stop.
  if (seen.status !== 'stopped' || ending === null) return seen;
  return { ...seen, status: ending.status };
}

export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
