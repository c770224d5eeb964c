import type { Worker, WorkerRun } from '#api';

/** A worker as described by the queue: a run is only an id, and only if it belongs to this host. */
export interface SeenWorker extends Omit<Worker, 'training'> {
  readonly training: readonly (Omit<WorkerRun, 'run'> & { readonly runId: string | null })[];
}

/** Who works for a queue. */
export interface QueueSight {
  /** Why it cannot be asked, and what to do; null if it was. */
  readonly trouble: { readonly reason: string; readonly advice: string } | null;
  readonly workers: readonly SeenWorker[];
  /** Other hosts that use it now. */
  readonly otherHosts: number;
}

/** What a host sees of the workers of its queue, and what it can ask of them. */
export interface WorkerView {
  /** The queue's address, without a password. */
  readonly address: string;
  /** Never rejects for a queue that cannot be asked: that is its `trouble`. */
  read(): Promise<QueueSight>;
  /** These two reject with notFound when the worker is gone, and with connectionLost when the queue cannot be asked. */
  drain(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}
