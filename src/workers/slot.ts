import type { TrainerExit, TrainerLauncher, TrainerProcess } from './launcher.ts';
import { errorMessage, type JobState, type PoolListener, settle } from './job.ts';
import { protocolVersion, type RunOutcome, type TrainerReport } from './protocol.ts';

/** A trainer that was asked to stop has this long before its process is killed, in milliseconds. */
const stopTimeoutMs = 3000;

/** One training process and the job that it has. */
export interface Slot {
  readonly job: JobState | null;
  /** True when it can take a job. */
  readonly available: boolean;
  train(job: JobState): void;
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
    const { kind, runId } = report;
    attempt(() => listener[kind](runId));
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

  /** Once something could not be taken, later reports of the run are dropped: a hole must not be filled. */
  function attempt(notify: () => void): void {
    if (job === null || job.ending?.status === 'failed') return;
    try {
      notify();
    } catch (thrown) {
      end({ status: 'failed', error: errorMessage(thrown) });
    }
  }

  function finish(outcome: RunOutcome): void {
    const { id } = job!;
    release(outcome);
    trainer.send({ kind: 'outcomeStored', runId: id });
    events.idle();
  }

  function exited(exit: TrainerExit): void {
    over = true;
    if (job !== null) release(outcomeOfExit(job, exit, lastWords));
    events.gone();
  }

  function release(outcome: RunOutcome): void {
    const { id } = job!;
    clearTimeout(killTimer);
    job = null;
    listener.ended(id, outcome);
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
    train(next) {
      job = next;
      const { id: runId, config } = next;
      trainer.send({ kind: 'train', runId, config });
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

/** A process that ends without `done` failed its run, unless it was killed because the run was to end. */
function outcomeOfExit(job: JobState, exit: TrainerExit, lastWords: string | null): RunOutcome {
  if (job.ending !== null) return job.ending;
  return { status: 'failed', error: `the training process ended early: ${lastWords ?? exit.reason}` };
}
