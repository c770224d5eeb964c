import { AppError } from '#api';
import type { TrainerLauncher } from './launcher.ts';
import { errorMessage, type JobState, newJob, type PoolListener, type TrainingJob } from './job.ts';
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

  const slotOf = (id: string): Slot | undefined => [...slots].find(({ job }) => job?.id === id);
  const training = (): number => [...slots].filter(({ job }) => job !== null && !job.held).length;

  function fill(): void {
    if (closed) return;
    while (training() < size) {
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
    let doing = 'what it trains could not be read';
    try {
      const task = job.task();
      doing = 'no training process could be started';
      const slot = [...slots].find(({ available }) => available) ?? addSlot();
      slot.train(job, task);
    } catch (thrown) {
      listener.ended(job.id, { status: 'failed', error: `${doing}: ${errorMessage(thrown)}` });
    }
  }

  function addSlot(): Slot {
    const slot = openSlot(launcher, listener, { idle, gone });
    slots.add(slot);
    return slot;

    function idle(): void {
      if (closed) slot.kill();
      else fill();
    }
    function gone(): void {
      slots.delete(slot);
      if (closed && slots.size === 0) closed.resolve(undefined);
      else fill();
    }
  }

  /** Idle processes wait for the next run, but no more of them than can train at once. */
  function dropSpareSlots(): void {
    const idle = [...slots].filter(({ available }) => available);
    for (const slot of idle.slice(Math.max(0, size - training()))) slot.kill();
  }

  function holdQueued(id: string, held: boolean): void {
    const job = queue.find((queued) => queued.id === id);
    if (!job || job.held === held) return;
    if (held) listener.paused(id);
    else listener.continued(id);
    job.held = held;
  }

  return {
    submit(job) {
      if (closed) throw new AppError('conflict', 'Lambdascope is closing and takes no more runs');
      queue.push(newJob(job));
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
      if (!queue.some((job) => job.id === id)) return;
      queue = queue.filter((job) => job.id !== id);
      listener.ended(id, { status: 'stopped' });
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
      if (slots.size === 0) closed.resolve(undefined);
      return closed.promise;
    },
  };
}
