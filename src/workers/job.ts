import type { RunOutcome, TrainingTask } from './protocol.ts';

/** Done when it returns, or when the promise that it returned resolves. */
export type Done = void | Promise<void>;

/** A run handed to the pool. */
export interface TrainingJob {
  readonly id: string;
  /** Asked when the run gets a process, so that what waits in a long queue takes no memory. Its error fails the run. */
  readonly task: () => TrainingTask | Promise<TrainingTask>;
  /** A piece of the table that it learns from, null behind the last one. Its error fails the run. */
  readonly tableChunk?: ((chunk: number) => Uint8Array | null | Promise<Uint8Array | null>) | undefined;
  /** True for a run of a sweep: one that a person launched by itself goes before it. */
  readonly background?: boolean;
}

/**
 * Who hears what becomes of the runs. Each call is made once; those of one run in order, each when the one before it is
 * done, while different runs do not wait for each other. A listener that fails fails that run with the error's message;
 * it never harms the pool.
 */
export interface PoolListener {
  started(id: string, kernelVariant: string, v8Version: string): Done;
  /** `rowCount` rows, see epoch-row.ts. They count as stored when this is done. */
  epochs(id: string, rows: Float64Array, rowCount: number): Done;
  /** Epochs of its ancestors are trained again, up to this one so far; the first rows of its own end it. */
  retracing(id: string, epoch: number): Done;
  /** `epoch` is the next one to be recorded; all rows before it came already. */
  checkpoint(id: string, epoch: number, bytes: Uint8Array): Done;
  /** Parameters before the update of `epoch`, see the protocol. */
  snapshot(id: string, epoch: number, parameters: Float32Array): Done;
  paused(id: string): Done;
  continued(id: string): Done;
  /** The one call that must not fail: there is nothing left to fail. */
  ended(id: string, outcome: RunOutcome): Done;
}

/** A job, where it stands, and the listener's calls for it: one after the other. */
export interface JobState extends Required<TrainingJob> {
  /** A queued job is passed over while held; a running one pauses. */
  held: boolean;
  /** Why it is to end before its last epoch: asked for, the pool closes, or its rows could not be taken. */
  ending:
    | null
    | { readonly status: 'stopped' | 'interrupted' }
    | { readonly status: 'failed'; readonly error: string };
  /** The sequence number of the next batch. */
  nextSequence: number;
  /** Calls the listener after all calls before; not once one of them failed: a hole must not be filled. */
  tell(call: () => Done): Promise<void>;
  /** The last call: how it ended, given how its trainer saw it end. */
  end(seen: RunOutcome): Promise<void>;
}

/** @param onFailure hears, at most once, that a call for the job failed */
export function createJob(
  { id, task, tableChunk, background = false }: TrainingJob,
  listener: PoolListener,
  onFailure: (job: JobState) => void,
): JobState {
  let last = Promise.resolve();
  const inOrder = (call: () => Promise<void>): Promise<void> => (last = last.then(call));

  const job: JobState = {
    ...{ id, task, tableChunk, background },
    ...{ held: false, ending: null, nextSequence: 0 },
    tell: (call) =>
      inOrder(async () => {
        if (job.ending?.status === 'failed') return;
        try {
          await call();
        } catch (thrown) {
          // What could not be stored is worth more than that a stop was asked for.
          job.ending = { status: 'failed', error: errorMessage(thrown) };
          onFailure(job);
        }
      }),
    end: (seen) => inOrder(async () => listener.ended(id, settle(job.ending, seen))),
  };
  return job;
}

function settle(ending: JobState['ending'], seen: RunOutcome): RunOutcome {
  if (ending?.status === 'failed') return ending;
  // It may have completed, diverged or failed by itself before it heard of the stop.
  if (seen.status !== 'stopped' || ending === null) return seen;
  return { ...seen, status: ending.status };
}

export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
