import { AppError, type ThreadCount } from '#api';
import { createCoreSharing } from './cores/core-sharing.ts';
import { adviceOn } from './exit-words.ts';
import type { TrainerLauncher } from './launcher.ts';
import { createJob, errorMessage, type JobState, type PoolListener, type TrainingJob } from './job.ts';
import { startPatience } from './patience.ts';
import type { RunOutcome } from './protocol.ts';
import { openSlot, type Slot, type SlotExit } from './slot.ts';
import { createStartGate } from './start-gate.ts';

export type { PoolListener, TrainerTrouble, TrainingJob } from './job.ts';

/** How long after close() to wait for the listener, in milliseconds; what it has not stored by then is given up. */
const closeTimeoutMs = 5000;

/** Trains runs in separate processes, a few at a time, in order of submission. */
export interface Pool {
  submit(job: TrainingJob): void;
  /** True while the run is in the queue and has no process yet. */
  isQueued(id: string): boolean;
  /** True for a run that is paused or about to be; recording the pause may take a while. */
  isHeld(id: string): boolean;
  /** True for a run that would train if the pool were not on hold. */
  isHeldBack(id: string): boolean;
  /** A running run keeps its process and frees its place; a queued one is skipped. Unknown ids are ignored. */
  pause(id: string): void;
  /** A paused run continues at once, even beyond the pool's size and while the pool is on hold: its process already exists. */
  continue(id: string): void;
  /** Asks the run to stop and kills its process if it does not within 3 seconds. A queued run just ends. */
  stop(id: string): void;
  /** On hold, the pool pauses running runs and starts none; afterwards it continues those that were not paused otherwise. */
  hold(held: boolean): void;
  /** How many runs train at the same time, from now on. If the size shrinks, excess runs are left to finish. */
  setSize(size: number): void;
  /** How many cores there are to compute on; running runs give up lost cores at their next slice. */
  setCores(cores: number): void;
  setThreads(threads: ThreadCount): void;
  /**
   * Ends running and paused runs as interrupted, and delivers every row that the listener stores within 5 seconds. Runs whose end it does
   * not store by then are not reported, and neither are queued ones.
   */
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly launcher: TrainerLauncher;
  readonly size: number;
  /** Number of cores: each running run gets one, and those that can use more share what is free. */
  readonly cores: number;
  /** How many threads train a run. */
  readonly threads: ThreadCount;
  readonly listener: PoolListener;
  /** Called with errors that no user caused. The affected run is interrupted. */
  readonly onDefect: (error: unknown) => void;
}

export function createPool(options: PoolOptions): Pool {
  const { launcher, listener, onDefect } = options;
  let { size } = options;
  let queue: JobState[] = [];
  let isHeld = false;
  const slots = new Set<Slot>();
  /** Jobs that have ended for their trainers but not yet for the listener. */
  const unsettled = new Set<JobState>();
  let closed: PromiseWithResolvers<undefined> | null = null;
  const gate = createStartGate({ open: fill, trouble: tellTrouble });

  function tellTrouble(reason: string | null): void {
    listener.trainersFailing(reason === null ? null : { reason, advice: adviceOn(reason) });
  }

  const slotOf = (id: string): Slot | undefined => [...slots].find(({ job }) => job?.id === id);
  const training = (): Training[] => [...slots].filter(isTraining);
  const sharing = createCoreSharing(training, options);
  // Short runs must not outrun a slow disk: results that are not stored yet stay in memory.
  const hasRoom = (): boolean => training().length < size && unsettled.size <= size;

  function fill(): void {
    if (closed) return;
    while (!isHeld && hasRoom()) {
      const job = nextInQueue();
      const slot = job && (freeSlot() ?? addSlot());
      if (!slot) break;
      queue = queue.filter((queued) => queued !== job);
      slot.train(job);
    }
    dropSpareSlots();
    sharing.share();
    if (!isHeld) nextInQueue()?.readAhead();
  }

  /** First runs that a user waits for; otherwise, and among these, in order of submission. */
  function nextInQueue(): JobState | undefined {
    const ready = queue.filter(({ held }) => !held);
    return ready.find(({ background }) => !background) ?? ready[0];
  }

  const freeSlot = (): Slot | undefined => [...slots].find(({ available }) => available);

  const slotEvents = { started: gate.started, wantsCores: sharing.share, finished, exited };
  /** Undefined if no process can be started now. */
  function addSlot(): Slot | undefined {
    if (!gate.isOpen([...slots].some(({ isStarting }) => isStarting))) return undefined;
    try {
      const slot = openSlot(launcher, listener, slotEvents);
      slots.add(slot);
      return slot;
    } catch (thrown) {
      gate.failed(errorMessage(thrown));
      return undefined;
    }
  }

  function finished(slot: Slot, job: JobState, outcome: RunOutcome): void {
    gate.finished();
    settle(job, outcome);
    if (closed) slot.kill();
    else fill();
  }

  function exited(slot: Slot, exit: SlotExit): void {
    slots.delete(slot);
    if (exit.kind === 'notStarted') {
      gate.failed(exit.reason);
      requeue(exit.job);
    }
    if (exit.kind === 'died') {
      if (exit.reason !== null) gate.died(exit.reason);
      settle(exit.job, exit.outcome);
    }
    fill();
    resolveWhenDone();
  }

  /** Puts the job back in its place, before those submitted later. */
  function requeue(job: JobState): void {
    const index = queue.findIndex(({ number }) => number > job.number);
    queue.splice(index === -1 ? queue.length : index, 0, job);
    job.hold('host', false); // nothing in the queue starts while the pool is on hold anyway
    if (job.held) job.deliver(() => listener.paused(job.id));
  }

  function settle(job: JobState, outcome: RunOutcome): void {
    unsettled.add(job);
    job.end(outcome, () => {
      unsettled.delete(job);
      fill();
      resolveWhenDone();
    });
  }

  function resolveWhenDone(): void {
    if (slots.size === 0 && unsettled.size === 0) closed?.resolve(undefined);
  }

  /** A job's results could not be stored. */
  function stopFailed(job: JobState): void {
    const slot = slotOf(job.id);
    if (slot) slot.end(job.ending!);
    else endQueued(job.id);
  }

  function endQueued(id: string): void {
    const job = queue.find((queued) => queued.id === id);
    if (!job) return;
    queue = queue.filter((queued) => queued !== job);
    settle(job, { status: 'stopped' });
  }

  /** Idle processes wait for the next run, but no more of them than can train at once. */
  function dropSpareSlots(): void {
    const idle = [...slots].filter(({ available }) => available);
    for (const slot of idle.slice(Math.max(0, size - training().length))) slot.kill();
  }

  function holdQueued(id: string, held: boolean): void {
    const job = queue.find((queued) => queued.id === id);
    if (job?.hold('person', held)) job.deliver(() => (held ? listener.paused(id) : listener.continued(id)));
  }

  const jobOf = (id: string): JobState | undefined =>
    slotOf(id)?.job ?? queue.find((queued) => queued.id === id);

  let submitted = 0;
  return {
    submit(job) {
      if (closed) throw new AppError('conflict', 'Lambdascope is closing and takes no more runs');
      queue.push(createJob(job, (submitted += 1), listener, { failed: stopFailed, defect: onDefect }));
      fill();
    },
    isQueued: (id) => queue.some((job) => job.id === id),
    isHeld: (id) => jobOf(id)?.held === true,
    isHeldBack(id) {
      const job = jobOf(id);
      if (job === undefined || job.holders.has('person')) return false;
      return queue.includes(job) ? isHeld : job.held;
    },
    pause(id) {
      slotOf(id)?.hold('person', true);
      holdQueued(id, true);
      fill();
    },
    continue(id) {
      slotOf(id)?.hold('person', false);
      slotOf(id)?.hold('host', false);
      holdQueued(id, false);
      fill();
    },
    stop(id) {
      slotOf(id)?.end({ status: 'stopped' });
      endQueued(id);
    },
    hold(held) {
      if (isHeld === held) return; // a run that was continued during the hold keeps running
      isHeld = held;
      for (const slot of slots) slot.hold('host', held);
      fill();
    },
    setSize(next) {
      size = next;
      fill();
    },
    setCores: sharing.setCores,
    setThreads: sharing.setThreads,
    close() {
      if (closed) return closed.promise;
      const { promise, resolve } = (closed = Promise.withResolvers<undefined>());
      gate.close();
      const dropped = queue;
      queue = [];
      for (const slot of slots) {
        if (slot.job === null) slot.kill();
        else slot.end({ status: 'interrupted' });
      }
      const endPatience = startPatience(closeTimeoutMs, () => {
        for (const job of [...unsettled, ...dropped]) job.abandon();
        for (const { job } of slots) job?.abandon();
        resolve(undefined);
      });
      resolveWhenDone();
      return promise.finally(endPatience);
    },
  };
}

type Training = Slot & { readonly job: JobState };

function isTraining(slot: Slot): slot is Training {
  return slot.job !== null && !slot.job.held;
}
