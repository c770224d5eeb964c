import { isOutOfMemory, withAdvice } from './exit-words.ts';
import type { Ending, Holder, JobState, PoolListener } from './job.ts';
import type { TrainerExit, TrainerLauncher } from './launcher.ts';
import { notify } from './notify.ts';
import { startPatience } from './patience.ts';
import {
  type CoreGrant,
  protocolVersion,
  type RunOutcome,
  type TrainerReport,
  type TrainerRequest,
} from './protocol.ts';

/** How long a trainer that was asked to stop has before its process is killed, in milliseconds. */
const stopTimeoutMs = 3000;
/** How long a trainer that was told to train has to report that it does, in milliseconds. */
const startTimeoutMs = 60_000;

const oneCore: CoreGrant = { cores: 1, exactly: false };

/** One training process and its job. */
export interface Slot {
  readonly job: JobState | null;
  /** True if it can take a job. */
  readonly available: boolean;
  /** True until the process has begun to train something. */
  readonly isStarting: boolean;
  /** How many cores its job could use; Infinity until measured. */
  readonly wanted: number;
  /** Reads what the job trains and hands it to the process. */
  train(job: JobState): void;
  /** The cores that its job may use; one core until `train`. */
  grant(grant: CoreGrant): void;
  /** The process trains its job while nobody holds it. */
  hold(by: Holder, held: boolean): void;
  /** Ends the job: asks, then kills. The outcome arrives through the events. */
  end(ending: Ending): void;
  /** Ends the process of an idle slot. */
  kill(): void;
}

/** Events of a slot for its pool. */
export interface SlotEvents {
  /** The process has begun to train its job. */
  started(): void;
  /** The number of cores that the job can use has changed. */
  wantsCores(): void;
  /** The job is over for its trainer, which can take another one. */
  finished(slot: Slot, job: JobState, outcome: RunOutcome): void;
  /** The process is gone. */
  exited(slot: Slot, exit: SlotExit): void;
}

/** A process that has ended, and the fate of its job, if it had one. */
export type SlotExit =
  | { readonly kind: 'idle' }
  /** It died before it trained anything of the job, which another process can take. */
  | { readonly kind: 'notStarted'; readonly job: JobState; readonly reason: string }
  /** `reason` is null if the job had to end anyway. */
  | {
      readonly kind: 'died';
      readonly job: JobState;
      readonly outcome: RunOutcome;
      readonly reason: string | null;
    };

/** Throws what the launcher throws. */
export function openSlot(launcher: TrainerLauncher, listener: PoolListener, events: SlotEvents): Slot {
  const trainer = launcher.launch();
  let job: JobState | null = null;
  /** How far the process has got with the job. */
  let stage: 'reading' | 'told' | 'training' = 'reading';
  let hasTrained = false;
  let wanted = Infinity;
  let granted = oneCore;
  let isStopAsked = false;
  let endPatience: () => void = () => undefined;
  let isOver = false;
  let lastWords: string | null = null;

  function receive(report: TrainerReport): void {
    if (report.kind === 'failed') {
      lastWords = report.message;
      trainer.send({ kind: 'farewell' });
      return;
    }
    const current = job;
    if (current === null || current.id !== report.runId) return;
    switch (report.kind) {
      case 'done':
        release();
        return events.finished(slot, current, report.outcome);
      case 'epochs':
        return receiveEpochs(current, report);
      case 'tableWanted':
        return sendTable(current, report.chunk);
      case 'threads':
        wanted = report.wanted;
        events.wantsCores();
        break;
      case 'started':
        begin();
        break;
      default: // the slot itself need not act on it
    }
    current.deliver(() => notify(listener, report));
  }

  function begin(): void {
    stage = 'training';
    hasTrained = true;
    if (!isStopAsked) endPatience();
    events.started();
  }

  function receiveEpochs(
    current: JobState,
    { runId, sequence, rows, rowCount }: Extract<TrainerReport, { kind: 'epochs' }>,
  ): void {
    const store = async (): Promise<void> => {
      if (sequence !== current.nextSequence) {
        throw new Error(
          `batch ${sequence} of metrics arrived where batch ${current.nextSequence} was expected`,
        );
      }
      await listener.epochs(runId, rows, rowCount);
      current.nextSequence += 1;
    };
    // Even after a failure: the trainer must not wait for room before it receives the stop.
    current.deliver(store, () => answer(current, { kind: 'epochsStored', runId, sequence }));
  }

  function sendTable(current: JobState, chunk: number): void {
    // Even after a failure: a waiting trainer cannot receive the stop.
    current.read(
      () => current.tableChunk?.(chunk) ?? null,
      (bytes) => answer(current, { kind: 'tableChunk', runId: current.id, bytes }),
    );
  }

  /** The process may be gone by now, or train another run. */
  function answer(current: JobState, request: TrainerRequest): void {
    if (job === current) trainer.send(request);
  }

  function train(next: JobState): void {
    job = next;
    stage = 'reading';
    wanted = Infinity;
    granted = oneCore;
    next.read(next.task, (task) => {
      if (job !== next || task === null) return;
      stage = 'told';
      trainer.send({ kind: 'train', runId: next.id, task, ...granted });
      if (next.held) trainer.send({ kind: 'pause', runId: next.id });
      endPatience = startPatience(startTimeoutMs, () => {
        lastWords = `it did not answer for ${startTimeoutMs / 1000} seconds`;
        kill();
      });
    });
  }

  function exited(exit: TrainerExit): void {
    isOver = true;
    const current = job;
    const isLost = current?.ending === null;
    const didTrain = stage === 'training';
    release();
    const reason = lastWords ?? exit.reason;
    if (current === null) return events.exited(slot, { kind: 'idle' });
    if (isLost && !didTrain) return events.exited(slot, { kind: 'notStarted', job: current, reason });
    events.exited(slot, {
      kind: 'died',
      job: current,
      outcome: outcomeOfExit(current, reason, lastWords !== null),
      reason: isLost ? reason : null,
    });
  }

  function release(): void {
    endPatience();
    isStopAsked = false;
    job = null;
  }

  function end(ending: Ending): void {
    const current = job;
    if (current === null) return;
    current.ending ??= ending;
    if (stage === 'reading') {
      release();
      return events.finished(slot, current, { status: 'stopped' });
    }
    if (isStopAsked) return;
    isStopAsked = true;
    trainer.send({ kind: 'stop', runId: current.id });
    endPatience();
    endPatience = startPatience(stopTimeoutMs, kill);
  }

  function kill(): void {
    isOver = true;
    trainer.kill();
  }

  const slot: Slot = {
    get job() {
      return job;
    },
    get available() {
      return job === null && !isOver;
    },
    get isStarting() {
      return !hasTrained;
    },
    get wanted() {
      return wanted;
    },
    train,
    grant(next) {
      const { cores, exactly } = granted;
      if (job === null || (cores === next.cores && exactly === next.exactly)) return;
      granted = next;
      if (stage !== 'reading') trainer.send({ kind: 'cores', runId: job.id, ...next });
    },
    hold(by, held) {
      if (job === null || !job.hold(by, held)) return;
      if (stage !== 'reading') trainer.send({ kind: held ? 'pause' : 'continue', runId: job.id });
    },
    end,
    kill,
  };

  trainer.onMessage(receive);
  trainer.onExit(exited);
  trainer.send({ kind: 'hello', version: protocolVersion, parentPid: process.pid });
  return slot;
}

/**
 * A process that dies without a message, killed or crashed, interrupts its run, which can be resumed. One that reports an error has failed
 * its run, and would fail again.
 */
function outcomeOfExit(job: JobState, reason: string, hasSaidWhy: boolean): RunOutcome {
  if (job.ending !== null) return job.ending;
  const status = hasSaidWhy && !isOutOfMemory(reason) ? 'failed' : 'interrupted';
  return { status, error: `the training process ended early: ${withAdvice(reason)}` };
}
