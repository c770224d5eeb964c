import { UnrecoverableError, type Job } from 'bullmq';
import { kernelVariant } from '#engine';
import { createPool, pause } from '#workers';
import { queueTrouble } from '../connection/index.ts';
import { jobOwner, parseJob, workerPresenceKey, workersKey } from '../wire/index.ts';
import { type Attempt, type AttemptEnd, createAttempt } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { startHeartbeat, type WorkerState } from './heartbeat.ts';
import { createListener } from './listener.ts';
import { createOutbox } from './outbox.ts';
import { createTables } from './tables.ts';
import { startTaking, type Taking } from './taking.ts';
import type { Wanted } from './wishes.ts';

/** How long a leaving worker waits for Redis to accept its last messages, in milliseconds. */
const leavePatienceMs = 10_000;

/** A process that trains runs of a queue. */
export interface QueueWorker {
  /** Resolves when it has left, by `leave` or on request. */
  readonly left: Promise<void>;
  /** Lets the current slices end, stores the state of its runs, gives them back and ends. */
  leave(): void;
}

/** Trains runs from the queue in a local pool. It keeps no history, and opens no port. */
export function runWorker(context: WorkerContext): QueueWorker {
  const { identity, redis, launcher, threads, troubles, say, print, onDefect } = context;
  const attempts = new Map<string, Attempt>();
  const started = new Map<Attempt, number>();
  const takings = new Map<string, Taking>();
  const tables = createTables(redis, (thrown) => queueTrouble(context.address, thrown));
  const left = Promise.withResolvers<undefined>();
  let state: WorkerState = 'ready';
  let wake = Promise.withResolvers<undefined>();

  const present = (): Attempt[] => [...attempts.values()].filter(({ signal }) => !signal.aborted);
  const hasRoom = (): boolean => {
    if (state !== 'ready' || troubles.has('trainers')) return false;
    return [...attempts.values()].filter(({ id }) => !pool.isHeld(id)).length < identity.slots;
  };
  /** Something changed that may free a slot. */
  function changed(): void {
    wake.resolve(undefined);
    wake = Promise.withResolvers();
    if (state === 'draining' && attempts.size === 0) leave();
  }
  async function room(): Promise<void> {
    while (!hasRoom() && state !== 'leaving') await wake.promise;
  }

  const attemptOf = (id: string): Attempt => attempts.get(id)!;
  const listener = createListener(context, attemptOf, over);
  const { slots, cores } = identity;
  const pool = createPool({ launcher, size: slots, cores, threads, listener, onDefect });

  function over(attempt: Attempt, end: AttemptEnd, error: string | undefined): void {
    const { data, attempt: number, firstEpoch, epoch } = attempt;
    const { host, run, generation, config } = data;
    attempts.delete(attempt.id);
    if (config.dataset.kind === 'table') tables.release(config.dataset.digest);
    const seconds = Math.round(performance.now() - started.get(attempt)!) / 1000;
    started.delete(attempt);
    const epochs = firstEpoch === null ? 0 : epoch - firstEpoch;
    const isOurs = end !== 'lost' && end !== 'withdrawn';
    const line = { run, host, generation, attempt: number, status: end, epochs, seconds };
    print(isOurs && error !== undefined ? { ...line, error } : line);
    changed();
  }

  /** False if there is no room for it any more. */
  function take(variant: string, job: Job, token: string): boolean {
    if (!hasRoom()) return false;
    const attempt = job.attemptsStarted;
    try {
      if (!Number.isSafeInteger(attempt) || attempt < 1) throw new Error('the job does not say its attempt');
      const data = parseJob(String(job.id), job.data);
      if (kernelVariant(data.config.precision) !== variant) {
        throw new Error(`the job needs other kernels than ${variant}, whose queue it is in`);
      }
      begin(createAttempt(context, { job, token, data, attempt }));
    } catch (thrown) {
      // If this cannot be sent now, it is sent when the job comes again.
      refuse(job, token, (thrown as Error).message).catch(() => undefined);
    }
    return true;
  }

  function begin(attempt: Attempt): void {
    const { id, data } = attempt;
    const { dataset } = data.config;
    for (const other of present()) if (other.job.id === attempt.job.id) other.abandon('lost');
    attempts.set(id, attempt);
    started.set(attempt, performance.now());
    attempt.signal.addEventListener('abort', () => pool.stop(id));
    if (dataset.kind === 'table') tables.need(dataset.digest);
    const tableChunk =
      dataset.kind === 'table' ? (piece: number) => tables.read(data.host, dataset.digest, piece) : undefined;
    pool.submit({ id, task: () => attempt.task(), tableChunk });
    heartbeat.beginning(attempt);
  }

  /** A job of another version is removed from the queue, and its host is told why, if it has one. */
  async function refuse(job: Job, token: string, message: string): Promise<void> {
    const id = String(job.id);
    say(`warning: refused a job of the queue: ${message} (${id.slice(0, 100)})`);
    const owner = jobOwner(id, job.data);
    if (owner) {
      const { run, generation } = owner;
      const sender = { run, generation, attempt: Math.max(1, job.attemptsStarted || 1), worker: identity.id };
      const send = createOutbox(context, owner.host, sender, AbortSignal.timeout(leavePatienceMs));
      await send({ kind: 'ended', outcome: { status: 'failed', error: message.slice(0, 1000) } });
    }
    await job.moveToFailed(new UnrecoverableError(message), token, false);
  }

  function apply(attempt: Attempt, wanted: Wanted): void {
    const { id } = attempt;
    if (wanted === 'withdraw') attempt.abandon('withdrawn');
    else if (wanted === 'stop') {
      attempt.keepEnd();
      pool.stop(id);
    } else if (pool.isHeld(id) !== (wanted === 'pause')) {
      if (wanted === 'pause') pool.pause(id);
      else pool.continue(id);
      changed();
    }
    if (state === 'draining' && wanted === 'pause') handBack(attempt);
  }

  function handBack(attempt: Attempt): void {
    attempt.handBack();
    pool.stop(attempt.id);
  }

  const heartbeat = startHeartbeat(context, {
    state: () => state,
    attempts: present,
    renew: (variant, locks) => takings.get(variant)!.renew(locks),
    apply,
    wished(wish) {
      if (wish === 'remove') leave();
      else if (state === 'ready') {
        state = 'draining';
        say('draining: takes no more runs, and exits when its current ones have ended');
        changed();
      }
    },
    beat: changed,
  });
  for (const variant of identity.variants) {
    const taken = (job: Job, token: string): boolean => take(variant, job, token);
    takings.set(variant, startTaking(context, variant, { room, taken }));
  }

  function leave(): void {
    if (state === 'leaving') return;
    state = 'leaving';
    changed();
    depart().then(() => left.resolve(undefined), left.reject);
  }

  async function depart(): Promise<void> {
    const closing = Promise.all([...takings.values()].map((taking) => taking.close()));
    const patience = AbortSignal.timeout(leavePatienceMs);
    attempts.forEach(handBack);
    while (attempts.size > 0 && !patience.aborted) await Promise.race([wake.promise, pause(200, patience)]);
    // Redis does not answer: their locks expire, and others continue them.
    attempts.forEach((attempt) => attempt.abandon('lost'));
    await pool.close();
    heartbeat.end();
    await Promise.all([closing, tables.close()]);
    const goodbye = redis.multi().del(workerPresenceKey(identity.id)).zrem(workersKey, identity.id).exec();
    await Promise.race([goodbye.catch(() => undefined), pause(1000, AbortSignal.timeout(1000))]);
  }

  return { left: left.promise, leave };
}
