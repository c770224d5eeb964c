import { z } from 'zod';
import { later } from '#experiments';
import type { Waiting } from './activity.ts';

export const places = ['here', 'workers', 'both'] as const;
export const placeSchema = later(() => z.enum(places));

/** Where runs may be trained: by this host's own processes, by workers of its queue, or by whichever is free first. */
export type Place = z.output<typeof placeSchema>;

export const byWorker = later(() => z.strictObject({ id: z.string().min(1).max(100) }));

/** The name of a worker. */
export interface WorkerName {
  /** Identifies one process: a worker that is restarted gets a new one. */
  readonly id: string;
  readonly name: string;
  /** The machine's host name. */
  readonly machine: string;
}

/** The queue that this host shares with workers. */
export interface QueueState {
  /** `redis://host:6379/0`, without user and password. */
  readonly address: string;
  /** The source of the address. */
  readonly source: 'commandLine' | 'environment' | 'settings';
  /** Why it cannot be used at the moment; null if it can. Until then runs stay where they are. */
  readonly trouble: Waiting | null;
  /** Runs of this host that wait for a worker, and that workers train. */
  readonly waitingRuns: number;
  readonly trainingRuns: number;
  /** Of these, epochs that are not stored yet. */
  readonly epochsLeft: number;
  /** `epochsLeft` by the speed at which workers train runs of this host now, in milliseconds; null while none does. */
  readonly remainingMs: number | null;
  /** Other hosts that use the queue now. */
  readonly otherHosts: number;
}

/** A worker that announced itself within the last 15 seconds. */
export interface Worker extends WorkerName {
  /** null if its version's announcements cannot be read completely; likewise the next three. */
  readonly pid: number | null;
  /** Runs that it trains at the same time. */
  readonly slots: number | null;
  /** Of the machine, as far as the worker may use them. */
  readonly cores: number | null;
  readonly v8Version: string | null;
  readonly engineVersion: string;
  /** Kernels that it has, as `float64`. */
  readonly kernelVariants: readonly string[];
  /** A draining worker takes no more runs and exits after its current ones; a leaving one returns them. */
  readonly state: 'ready' | 'draining' | 'leaving';
  /** Why it takes no runs of this host, e.g. `its engine is 6, this host's is 7`; null if it does. */
  readonly refusal: string | null;
  /** Why it cannot train at the moment; null if it can. */
  readonly trouble: string | null;
  /** ISO 8601, by the clock of the queue's server. */
  readonly lastSeenAt: string;
  /** How long before the answer that was, in milliseconds. */
  readonly silentMs: number;
  /** Of all that it trains. */
  readonly epochsPerSecond: number;
  readonly training: readonly WorkerRun[];
}

/** What fills a slot of a worker. */
export interface WorkerRun {
  /** The run, if it is one of this host's; null for another host's. */
  readonly run: { readonly id: string; readonly name: string; readonly epochs: number } | null;
  readonly state: 'starting' | 'training' | 'replaying' | 'paused';
  /** The next epoch to be recorded. */
  readonly epoch: number;
  readonly epochsPerSecond: number;
}

/** Null and none where no queue is set. */
export interface Workers {
  readonly queue: QueueState | null;
  readonly workers: readonly Worker[];
}

/** Why somebody stopped training a run. */
export const stintEndings = ['ended', 'handedBack', 'lost'] as const;

/** A stretch of time in which one worker, or this host, trained a run. */
export interface Stint {
  /** null for this host's own processes. */
  readonly worker: WorkerName | null;
  readonly startedAt: string;
  /** null while it goes on. */
  readonly endedAt: string | null;
  /** `ended` with the run; `handedBack` by a worker that left or was asked to; `lost` if the worker disappeared. null while it lasts. */
  readonly ending: (typeof stintEndings)[number] | null;
  /** The epoch at which it took the run over. */
  readonly fromEpoch: number;
}

export const readStintsQuery = later(() =>
  z.strictObject({
    /** How far back, in milliseconds. */
    sinceMs: z
      .int()
      .min(1000)
      .max(31 * 86_400_000)
      .default(3_600_000),
  }),
);

/** A stint with the run that was trained. */
export interface RunStint extends Stint {
  readonly run: { readonly id: string; readonly name: string };
  /** The sweep that the run was made for. */
  readonly sweep: { readonly id: string; readonly name: string } | null;
}

/** Who trained what when. */
export interface Stints {
  /** The span that was asked for, in ISO 8601; `until` is the time of the answer. */
  readonly from: string;
  readonly until: string;
  /** Those that reach into the span, by their start; the latest 5,000. */
  readonly stints: readonly RunStint[];
  /** How many older ones of the span were left out. */
  readonly left: number;
}
