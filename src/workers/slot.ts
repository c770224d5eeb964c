import type { TrainerExit, TrainerLauncher, TrainerProcess } from './launcher.ts';
import type { JobState, PoolListener } from './job.ts';
import {
  protocolVersion,
  type RunOutcome,
  type TrainerReport,
  type TrainerRequest,
  type TrainingTask,
} from './protocol.ts';

/** A trainer that was asked to stop has this long before its process is killed, in milliseconds. */
const stopTimeoutMs = 3000;

/** One training process and the job that it has. */
export interface Slot {
  readonly job: JobState | null;
  /** True when it can take a job. */
  readonly available: boolean;
  /** Reads what the job trains and hands it to the process. */
  train(job: JobState): void;
  hold(held: boolean): void;
  /** Ends the job: asks, then kills. The outcome comes through the listener. */
  end(ending: NonNullable<JobState['ending']>): void;
  /** Ends the process of an idle slot. */
  kill(): void;
}

/** What a slot tells its pool. `settled` resolves when the listener is done with the job that ended. */
interface SlotEvents {
  /** The job ended and the slot can take another. */
  idle(settled: Promise<void>): void;
  /** The process is gone, and its job, if it had one, ended with it. */
  gone(settled: Promise<void>): void;
}

/** Throws what the launcher throws. */
export function openSlot(launcher: TrainerLauncher, listener: PoolListener, events: SlotEvents): Slot {
  const trainer: TrainerProcess = launcher.launch();
  let job: JobState | null = null;
  /** True once the process was told to train the job. */
  let told = false;
  let killTimer: NodeJS.Timeout | null = null;
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
    const current = job;
    if (current === null || current.id !== report.runId) return;
    if (report.kind === 'done') finish(current, report.outcome);
    else if (report.kind === 'epochs') void receiveEpochs(current, report);
    else if (report.kind === 'tableWanted') void sendTable(current, report.chunk);
    else void current.tell(() => notify(listener, report));
  }

  async function receiveEpochs(
    current: JobState,
    { runId, sequence, rows, rowCount }: Extract<TrainerReport, { kind: 'epochs' }>,
  ): Promise<void> {
    await current.tell(() => {
      if (sequence !== current.nextSequence) {
        throw new Error(`batch ${sequence} of metrics arrived where batch ${current.nextSequence} was due`);
      }
      current.nextSequence += 1;
      return listener.epochs(runId, rows, rowCount);
    });
    // Also when it failed: the trainer must not wait for room before it hears the stop.
    answer(current, { kind: 'epochsStored', runId, sequence });
  }

  async function sendTable(current: JobState, chunk: number): Promise<void> {
    let bytes: Uint8Array | null = null;
    await current.tell(async () => {
      bytes = (await current.tableChunk?.(chunk)) ?? null;
    });
    // Also when it failed: a trainer that waits hears no stop.
    answer(current, { kind: 'tableChunk', runId: current.id, bytes });
  }

  /** The process may be gone by now, or train another run. */
  function answer(current: JobState, request: TrainerRequest): void {
    if (job === current) trainer.send(request);
  }

  async function readTask(current: JobState): Promise<void> {
    let task: TrainingTask | null = null;
    await current.tell(async () => {
      task = await current.task();
    });
    if (job !== current || task === null) return;
    told = true;
    trainer.send({ kind: 'train', runId: current.id, task });
    if (current.held) trainer.send({ kind: 'pause', runId: current.id });
  }

  /** The next run trains while the end of this one goes to the disk. */
  function finish(current: JobState, outcome: RunOutcome): void {
    release();
    events.idle(current.end(outcome));
  }

  function exited(exit: TrainerExit): void {
    over = true;
    const current = job;
    release();
    events.gone(current === null ? Promise.resolve() : current.end(outcomeOfExit(current, exit, lastWords)));
  }

  function release(): void {
    if (killTimer !== null) clearTimeout(killTimer);
    killTimer = null;
    job = null;
    told = false;
  }

  function end(ending: NonNullable<JobState['ending']>): void {
    if (job === null) return;
    job.ending ??= ending;
    if (!told) return finish(job, { status: 'stopped' });
    if (killTimer !== null) return;
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
      void readTask(next);
    },
    hold(held) {
      if (job === null || job.held === held) return;
      job.held = held;
      if (told) trainer.send({ kind: held ? 'pause' : 'continue', runId: job.id });
    },
    end,
    kill,
  };
}

type Notice = Exclude<TrainerReport, { kind: 'epochs' | 'tableWanted' | 'done' | 'failed' }>;

function notify(listener: PoolListener, notice: Notice): ReturnType<PoolListener['started']> {
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
