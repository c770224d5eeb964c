import type { RunOutcome, TrainingTask } from './protocol.ts';

/** A run handed to the pool. */
export interface TrainingJob {
  readonly id: string;
  /** Asked when the run gets a process, so that what waits in a long queue takes no memory. Its error fails the run. */
  readonly task: () => TrainingTask;
  /** A piece of the table that it learns from, null behind the last one. Its error fails the run. */
  readonly tableChunk?: ((chunk: number) => Uint8Array | null) | undefined;
  /** True for a run of a sweep: one that a person launched by itself goes before it. */
  readonly background?: boolean;
}

/**
 * Who hears what becomes of the runs. Each call is made once and in order. A listener that throws fails that run
 * with the error's message; it never harms the pool.
 */
export interface PoolListener {
  started(id: string, kernelVariant: string, v8Version: string): void;
  /** `rowCount` rows, see epoch-row.ts. They count as stored when this returns. */
  epochs(id: string, rows: Float64Array, rowCount: number): void;
  /** Epochs of its ancestors are trained again, up to this one so far; the first rows of its own end it. */
  retracing(id: string, epoch: number): void;
  /** `epoch` is the next one to be recorded; all rows before it came already. */
  checkpoint(id: string, epoch: number, bytes: Uint8Array): void;
  /** Parameters before the update of `epoch`, see the protocol. */
  snapshot(id: string, epoch: number, parameters: Float32Array): void;
  paused(id: string): void;
  continued(id: string): void;
  /** The one call that must not throw: there is nothing left to fail. */
  ended(id: string, outcome: RunOutcome): void;
}

/** A job and where it stands. */
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
}

export function newJob({ id, task, tableChunk, background = false }: TrainingJob): JobState {
  return { id, task, tableChunk, background, held: false, ending: null, nextSequence: 0 };
}

/** What to report for a job that was to end early, given how its trainer saw it end. */
export function settle(job: JobState, seen: RunOutcome): RunOutcome {
  const { ending } = job;
  if (ending?.status === 'failed') return ending;
  // It may have completed, diverged or failed by itself before it heard of the stop.
  if (seen.status !== 'stopped' || ending === null) return seen;
  return { ...seen, status: ending.status };
}

export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
