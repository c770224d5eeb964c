import type { Job } from 'bullmq';
import { AppError } from '#api';
import { epochColumn } from '#engine';
import type { RunOutcome, TrainingTask } from '#workers';
import { callScript } from '../connection/index.ts';
import {
  hostKeys,
  type JobData,
  limits,
  type ResultEvent,
  type RunOfWorker,
  saveArguments,
} from '../wire/index.ts';
import { commandTrouble, type WorkerContext } from './context.ts';
import { insist } from './insist.ts';
import { createOutbox } from './outbox.ts';
import { claimRun } from './starting-point.ts';

/** How an attempt ended for this worker: with its run, or without it. */
export type AttemptEnd = RunOutcome['status'] | 'handedBack' | 'lost' | 'withdrawn';

/** A job that this worker has taken. */
export interface TakenJob {
  readonly job: Job;
  /** The lock's token. */
  readonly token: string;
  readonly data: JobData;
  /** From 1. */
  readonly attempt: number;
}

/** A run while this worker has it. */
export interface Attempt extends TakenJob {
  /** The local pool's id for it: a run can come back while its previous attempt is still ending. */
  readonly id: string;
  readonly signal: AbortSignal;
  readonly state: RunOfWorker['state'];
  /** The next epoch to be recorded, and the first one that this attempt recorded. */
  readonly epoch: number;
  readonly firstEpoch: number | null;
  /** The pool calls it once. Rejects if the run is lost meanwhile. */
  task(): Promise<TrainingTask>;
  send(event: ResultEvent, numbers?: Float64Array | Float32Array): Promise<void>;
  keepCheckpoint(epoch: number, bytes: Uint8Array): Promise<void>;
  /** The trainer is done: the host and the queue are notified, or get the run back. */
  end(outcome: RunOutcome): Promise<AttemptEnd>;
  /** Its next end hands the run back, unless it ends on its own. */
  handBack(): void;
  /** The user stopped it: it ends as stopped, even while the worker is leaving. */
  keepEnd(): void;
  /** Nothing more is sent about it. */
  abandon(end: 'lost' | 'withdrawn'): void;
}

export function createAttempt(context: WorkerContext, taken: TakenJob): Attempt {
  const { redis, identity } = context;
  const { job, token, data, attempt } = taken;
  const { run, generation } = data;
  const aborted = new AbortController();
  const { signal } = aborted;
  const outbox = createOutbox(context, data.host, { run, generation, attempt, worker: identity.id }, signal);
  const ask = <Value>(call: () => Promise<Value>): Promise<Value> =>
    insist(call, signal, commandTrouble(context));
  let state: RunOfWorker['state'] = 'starting';
  let epoch = 0;
  let firstEpoch: number | null = null;
  let isLeaving = false;
  let keepsEnd = false;
  let abandonedAs: 'lost' | 'withdrawn' | null = null;

  function abandon(end: 'lost' | 'withdrawn'): void {
    if (abandonedAs !== null) return;
    abandonedAs = end;
    // Nobody should take it again. If this fails, whoever does take it reads the same wish.
    if (end === 'withdrawn') job.moveToCompleted(null, token, false).catch(() => undefined);
    aborted.abort(new AppError('conflict', `run ${run} is no longer assigned to this worker`));
  }

  function follow(event: ResultEvent, numbers?: Float64Array | Float32Array): void {
    if (event.kind === 'replaying') state = 'replaying';
    else if (event.kind === 'paused') state = 'paused';
    else if (event.kind === 'started' || event.kind === 'continued') state = 'training';
    if (event.kind !== 'epochs' || !numbers) return;
    state = 'training';
    const rowLength = numbers.length / event.rowCount;
    firstEpoch ??= numbers[epochColumn.epoch]!;
    epoch = numbers[numbers.length - rowLength + epochColumn.epoch]! + 1;
  }

  /** Updates BullMQ's own records. If somebody else has the job by now, they are already up to date. */
  async function settle(move: () => Promise<unknown>): Promise<void> {
    await ask(async () => {
      try {
        await move();
      } catch (thrown) {
        if (!/\block\b|Missing key|not in the active state/i.test(String(thrown))) throw thrown;
      }
    });
  }

  async function sendEnd(outcome: RunOutcome): Promise<AttemptEnd> {
    const endsItself = outcome.status !== 'stopped' && outcome.status !== 'interrupted';
    if (isLeaving && !keepsEnd && !endsItself) {
      await outbox({ kind: 'handedBack' });
      await settle(() => job.moveToWait(token));
      return 'handedBack';
    }
    await outbox({ kind: 'ended', outcome });
    await settle(() => job.moveToCompleted(null, token, false));
    return outcome.status;
  }

  return {
    ...taken,
    id: `${job.id}-${attempt}`,
    signal,
    get state() {
      return state;
    },
    get epoch() {
      return epoch;
    },
    get firstEpoch() {
      return firstEpoch;
    },
    async task() {
      const { config, ancestry } = data;
      const start = await claimRun(context, data, attempt, signal);
      if (start === null) abandon('lost');
      signal.throwIfAborted();
      return { config, ancestry, from: start!.from };
    },
    async send(event, numbers) {
      follow(event, numbers);
      await outbox(event, numbers);
    },
    async keepCheckpoint(at, bytes) {
      if (bytes.length > limits.checkpointBytes) {
        context.troubles.set('command', `a checkpoint of run ${run} is too large for the queue`);
        return;
      }
      const keys = [hostKeys(data.host).checkpoint(run)];
      const checkpoint = { epoch: at, stage: data.ancestry.length, bytes };
      const args = saveArguments(data, attempt, checkpoint);
      const kept = await ask(() => callScript(redis, 'saveCheckpoint', keys, args));
      if (kept === 0) abandon('lost');
      signal.throwIfAborted();
      await outbox({ kind: 'checkpoint', epoch: at });
    },
    async end(outcome) {
      try {
        return await sendEnd(outcome);
      } catch (thrown) {
        if (abandonedAs === null) throw thrown;
        return abandonedAs;
      }
    },
    handBack: () => void (isLeaving = true),
    keepEnd: () => void (keepsEnd = true),
    abandon,
  };
}
