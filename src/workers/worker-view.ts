import type { Worker, WorkerRun } from '#api';

/** A worker as described by the queue: a run is only an id, and only if it belongs to this host. */
export interface SeenWorker extends Omit<Worker, 'training'> {
  readonly training: readonly (Omit<WorkerRun, 'run'> & { readonly runId: string | null })[];
}

/** Who works for a queue. */
export interface QueueSight {
  /** Why it cannot be queried, and what to do; null if it could. */
  readonly trouble: { readonly reason: string; readonly advice: string } | null;
  readonly workers: readonly SeenWorker[];
  /** Other hosts that use it now. */
  readonly otherHosts: number;
}

/** What a host can see of its queue's workers, and request from them. */
export interface WorkerView {
  /** The queue's address, without a password. */
  readonly address: string;
  /** Never rejects if the queue cannot be queried: that is reported as `trouble`. */
  read(): Promise<QueueSight>;
  /** These two reject with notFound if the worker is gone, and with connectionLost if the queue cannot be reached. */
  drain(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}
