import { AppError } from '#api';
import type { TrainerLauncher } from './launcher.ts';
import { createJob, errorMessage, type JobState, type PoolListener, type TrainingJob } from './job.ts';
import type { RunOutcome } from './protocol.ts';
import { openSlot, type Slot } from './slot.ts';

export type { PoolListener, TrainingJob } from './job.ts';

/** Trains runs in processes of their own, a few at a time, in the order in which they came. */
export interface Pool {
  submit(job: TrainingJob): void;
  /** True while the run is in the queue and has no process yet. */
  isQueued(id: string): boolean;
  /** A running run keeps its process and frees its place; a queued one is passed over. Unknown ids are ignored. */
  pause(id: string): void;
  /** A paused run goes on at once, even beyond the pool's size: its process is there already. */
  continue(id: string): void;
  /** Asks the run to stop and kills its process if it does not within 3 seconds. A queued run just ends. */
  stop(id: string): void;
  /** How many runs train at the same time, from now on. Those beyond a smaller size are left to finish. */
  setSize(size: number): void;
  /** Ends running and paused runs as interrupted, with every row delivered; queued ones are dropped unreported. */
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly launcher: TrainerLauncher;
  readonly size: number;
  readonly listener: PoolListener;
}

export function createPool({ launcher, size: initialSize, listener }: PoolOptions): Pool {
  let size = initialSize;
  let queue: JobState[] = [];
  const slots = new Set<Slot>();
  let closed: PromiseWithResolvers<undefined> | null = null;

  /** Jobs that ended for their trainers and not yet for the listener. */
  let unsettled = 0;

  const slotOf = (id: string): Slot | undefined => [...slots].find(({ job }) => job?.id === id);
  const training = (): number => [...slots].filter(({ job }) => job !== null && !job.held).length;
  // Short runs must not outrun a slow disk: what it has not taken yet stays in memory.
  const hasRoom = (): boolean => training() < size && unsettled <= size;

  function fill(): void {
    if (closed) return;
    while (hasRoom()) {
      const index = nextInQueue();
      if (index === -1) break;
      const [job] = queue.splice(index, 1);
      start(job!);
    }
    dropSpareSlots();
  }

  /** What somebody waits for first; else, and among these, in the order in which they came. */
  function nextInQueue(): number {
    const foreground = queue.findIndex(({ held, background }) => !held && !background);
    return foreground === -1 ? queue.findIndex(({ held }) => !held) : foreground;
  }

  function start(job: JobState): void {
    try {
      const slot = [...slots].find(({ available }) => available) ?? addSlot();
      slot.train(job);
    } catch (thrown) {
      const error = `no training process could be started: ${errorMessage(thrown)}`;
      void settling(job.end({ status: 'failed', error }));
    }
  }

  function addSlot(): Slot {
    const slot = openSlot(launcher, listener, { idle, gone });
    slots.add(slot);
    return slot;

    function idle(settled: Promise<void>): void {
      void settling(settled);
      if (closed) slot.kill();
      else fill();
    }
    function gone(settled: Promise<void>): void {
      slots.delete(slot);
      void settling(settled);
      fill();
    }
  }

  async function settling(settled: Promise<void>): Promise<void> {
    unsettled += 1;
    await settled;
    unsettled -= 1;
    if (closed) resolveWhenDone();
    else fill();
  }

  function resolveWhenDone(): void {
    if (slots.size === 0 && unsettled === 0) closed?.resolve(undefined);
  }

  /** A call of the listener for the job failed. */
  function stopFailed(job: JobState): void {
    const slot = slotOf(job.id);
    if (slot) slot.end(job.ending!);
    else endQueued(job.id, { status: 'stopped' });
  }

  function endQueued(id: string, outcome: RunOutcome): void {
    const job = queue.find((queued) => queued.id === id);
    if (!job) return;
    queue = queue.filter((queued) => queued !== job);
    void settling(job.end(outcome));
  }

  /** Idle processes wait for the next run, but no more of them than can train at once. */
  function dropSpareSlots(): void {
    const idle = [...slots].filter(({ available }) => available);
    for (const slot of idle.slice(Math.max(0, size - training()))) slot.kill();
  }

  function holdQueued(id: string, held: boolean): void {
    const job = queue.find((queued) => queued.id === id);
    if (!job || job.held === held) return;
    job.held = held;
    void job.tell(() => (held ? listener.paused(id) : listener.continued(id)));
  }

  return {
    submit(job) {
      if (closed) throw new AppError('conflict', 'Lambdascope is closing and takes no more runs');
      queue.push(createJob(job, listener, stopFailed));
      fill();
    },
    isQueued: (id) => queue.some((job) => job.id === id),
    pause(id) {
      slotOf(id)?.hold(true);
      holdQueued(id, true);
      fill();
    },
    continue(id) {
      slotOf(id)?.hold(false);
      holdQueued(id, false);
      fill();
    },
    stop(id) {
      slotOf(id)?.end({ status: 'stopped' });
      endQueued(id, { status: 'stopped' });
    },
    setSize(next) {
      size = next;
      fill();
    },
    close() {
      if (closed) return closed.promise;
      closed = Promise.withResolvers();
      queue = [];
      for (const slot of slots) {
        if (slot.job === null) slot.kill();
        else slot.end({ status: 'interrupted' });
      }
      resolveWhenDone();
      return closed.promise;
    },
  };
}
