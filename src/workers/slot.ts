import type { TrainerExit, TrainerLauncher, TrainerProcess } from './launcher.ts';
import { errorMessage, type JobState, type PoolListener, settle } from './job.ts';
import { protocolVersion, type RunOutcome, type TrainerReport, type TrainingTask } from './protocol.ts';

/** A trainer that was asked to stop has this long before its process is killed, in milliseconds. */
const stopTimeoutMs = 3000;

/** One training process and the job that it has. */
export interface Slot {
  readonly job: JobState | null;
  /** True when it can take a job. */
  readonly available: boolean;
  train(job: JobState, task: TrainingTask): void;
  hold(held: boolean): void;
  /** Ends the job: asks, then kills. The outcome comes through the listener. */
  end(ending: NonNullable<JobState['ending']>): void;
  /** Ends the process of an idle slot. */
  kill(): void;
}

/** What a slot tells its pool. */
interface SlotEvents {
  /** The job ended and the slot can take another. */
  idle(): void;
  /** The process is gone, and its job ended with it. */
  gone(): void;
}

export function openSlot(launcher: TrainerLauncher, listener: PoolListener, events: SlotEvents): Slot {
  const trainer: TrainerProcess = launcher.launch();
  let job: JobState | null = null;
  let killTimer: NodeJS.Timeout | undefined;
  let over = false;
  let lastWords: string | null = null;

  trainer.onMessage(receive);
  trainer.onExit(exited);
  trainer.send({ kind: 'hello', version: protocolVersion, parentPid: process.pid });

  function receive(report: TrainerReport): void {
    if (report.kind === 'failed') {
      lastWords = report.message;
      return;
    }
    if (job === null || job.id !== report.runId) return;
    if (report.kind === 'done') return finish(settle(job, report.outcome));
    if (report.kind === 'epochs') return receiveEpochs(job, report);
    if (report.kind === 'tableWanted') return sendTable(job, report.chunk);
    attempt(() => tell(listener, report));
  }

  function receiveEpochs(current: JobState, batch: Extract<TrainerReport, { kind: 'epochs' }>): void {
    const { runId, sequence, rows, rowCount } = batch;
    attempt(() => {
      if (sequence !== current.nextSequence) {
        throw new Error(`batch ${sequence} of metrics arrived where batch ${current.nextSequence} was due`);
      }
      current.nextSequence += 1;
      listener.epochs(runId, rows, rowCount);
    });
    // Also when it failed: the trainer must not wait for room before it hears the stop.
    trainer.send({ kind: 'epochsStored', runId, sequence });
  }

  function sendTable(current: JobState, chunk: number): void {
    let bytes: Uint8Array | null = null;
    attempt(() => (bytes = current.tableChunk?.(chunk) ?? null));
    // Also when it failed: a trainer that waits hears no stop.
    trainer.send({ kind: 'tableChunk', runId: current.id, bytes });
  }

  /** Once something could not be taken, later reports of the run are dropped: a hole must not be filled. */
  function attempt(notify: () => void): void {
    if (job === null || job.ending?.status === 'failed') return;
    try {
      notify();
    } catch (thrown) {
      end({ status: 'failed', error: errorMessage(thrown) });
    }
  }

  /** The next run trains while the end of this one goes to the disk. */
  function finish(outcome: RunOutcome): void {
    const id = release();
    events.idle();
    listener.ended(id, outcome);
  }

  function exited(exit: TrainerExit): void {
    over = true;
    if (job !== null) {
      const outcome = outcomeOfExit(job, exit, lastWords);
      listener.ended(release(), outcome);
    }
    events.gone();
  }

  function release(): string {
    const { id } = job!;
    clearTimeout(killTimer);
    job = null;
    return id;
  }

  function end(ending: NonNullable<JobState['ending']>): void {
    if (job === null) return;
    const asked = job.ending !== null;
    // What could not be stored is worth more than that a stop was asked for.
    if (!asked || ending.status === 'failed') job.ending = ending;
    if (asked) return;
    trainer.send({ kind: 'stop', runId: job.id });
    killTimer = setTimeout(kill, stopTimeoutMs);
  }

  function kill(): void {
    over = true;
    trainer.kill();
  }

  return {
    get job() {
      return job;
    },
    get available() {
      return job === null && !over;
    },
    train(next, task) {
      job = next;
      trainer.send({ kind: 'train', runId: next.id, task });
    },
    hold(held) {
      if (job === null || job.held === held) return;
      job.held = held;
      trainer.send({ kind: held ? 'pause' : 'continue', runId: job.id });
    },
    end,
    kill,
  };
}

type Notice = Exclude<TrainerReport, { kind: 'epochs' | 'tableWanted' | 'done' | 'failed' }>;

function tell(listener: PoolListener, notice: Notice): void {
  const { runId } = notice;
  switch (notice.kind) {
    case 'started':
      return listener.started(runId, notice.kernelVariant, notice.v8Version);
    case 'retracing':
      return listener.retracing(runId, notice.epoch);
    case 'checkpoint':
      return listener.checkpoint(runId, notice.epoch, notice.bytes);
    case 'snapshot':
      return listener.snapshot(runId, notice.epoch, notice.parameters);
    case 'paused':
    case 'continued':
      return listener[notice.kind](runId);
  }
}

/**
 * A process that dies without a word, killed or crashed, interrupts its run: that can be gone on with. One that says what
 * is wrong has failed it, and would again.
 */
function outcomeOfExit(job: JobState, exit: TrainerExit, lastWords: string | null): RunOutcome {
  if (job.ending !== null) return job.ending;
  const status = lastWords === null ? 'interrupted' : 'failed';
  return { status, error: `the training process ended early: ${lastWords ?? exit.reason}` };
}
