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
  /** Identifies one process: a restarted worker gets a new id. */
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
  /** Number of this host's runs that wait for a worker, and that workers are training. */
  readonly waitingRuns: number;
  readonly trainingRuns: number;
  /** Epochs of these runs that are not stored yet. */
  readonly epochsLeft: number;
  /**
   * Estimated time for `epochsLeft`, in milliseconds, from the speed at which workers currently train this host's runs; null while none
   * does.
   */
  readonly remainingMs: number | null;
  /** Number of other hosts that currently use the queue. */
  readonly otherHosts: number;
}

/** A worker that announced itself within the last 15 seconds. */
export interface Worker extends WorkerName {
  /** Null if its version's announcements cannot be read completely; likewise the next three. */
  readonly pid: number | null;
  /** Runs that it trains at the same time. */
  readonly slots: number | null;
  /** The machine's cores, as far as the worker may use them. */
  readonly cores: number | null;
  readonly v8Version: string | null;
  readonly engineVersion: string;
  /** Kernels that it has, such as `float64`. */
  readonly kernelVariants: readonly string[];
  /** A draining worker takes no more runs and exits after its current ones; a leaving one returns them. */
  readonly state: 'ready' | 'draining' | 'leaving';
  /** Why it takes no runs of this host, e.g. `its engine is 6, this host's is 7`; null if it does. */
  readonly refusal: string | null;
  /** Why it cannot train at the moment; null if it can. */
  readonly trouble: string | null;
  /** ISO 8601, by the clock of the queue's server. */
  readonly lastSeenAt: string;
  /** Milliseconds from then until the answer. */
  readonly silentMs: number;
  /** Over everything that it trains. */
  readonly epochsPerSecond: number;
  readonly training: readonly WorkerRun[];
}

/** What occupies a slot of a worker. */
export interface WorkerRun {
  /** The run, if it is one of this host's; null for another host's. */
  readonly run: { readonly id: string; readonly name: string; readonly epochs: number } | null;
  readonly state: 'starting' | 'training' | 'replaying' | 'paused';
  /** The next epoch to be recorded. */
  readonly epoch: number;
  readonly epochsPerSecond: number;
}

/** Null and empty if no queue is set. */
export interface Workers {
  readonly queue: QueueState | null;
  readonly workers: readonly Worker[];
}

/** Why training a run stopped at a place. */
export const stintEndings = ['ended', 'handedBack', 'lost'] as const;

/** A period in which one worker, or this host, trained a run. */
export interface Stint {
  /** Null for this host's own processes. */
  readonly worker: WorkerName | null;
  readonly startedAt: string;
  /** Null while it lasts. */
  readonly endedAt: string | null;
  /** `ended` with the run; `handedBack` by a worker that left or was asked to; `lost` if the worker disappeared. Null while it lasts. */
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
  /** The sweep that the run belongs to. */
  readonly sweep: { readonly id: string; readonly name: string } | null;
}

/** Who trained what and when. */
export interface Stints {
  /** The requested time span, in ISO 8601; `until` is the time of the answer. */
  readonly from: string;
  readonly until: string;
  /** Those that overlap the span, by their start; the latest 5,000. */
  readonly stints: readonly RunStint[];
  /** How many older ones of the span were omitted. */
  readonly left: number;
}
