import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Job, Worker } from 'bullmq';
import { createBackOff, pause } from '#workers';
import { queueTrouble } from '../connection/index.ts';
import { queueName, takingOptions } from '../wire/index.ts';
import type { WorkerContext } from './context.ts';

/** Waiting for a job ends on its own after 5 seconds: one that takes three times as long hangs. */
const hangingMs = 15_000;
/** A hanging wait may also hang while being closed. */
const closingMs = 1000;

/** Takes the jobs of one queue. */
export interface Taking {
  /** Renews locks by job and token. Resolves to the ids of the jobs that are no longer ours. */
  renew(locks: readonly { readonly id: string; readonly token: string }[]): Promise<string[]>;
  close(): Promise<void>;
}

export interface TakingEvents {
  /** Resolves when there is room for a job. */
  room(): Promise<void>;
  /** False if there is no room for it any more: then it is given back. */
  taken(job: Job, token: string): boolean;
}

/**
 * BullMQ makes even a finished job wait for the connection that is used to wait for jobs: if that was never established, it would block
 * forever.
 */
class Taker extends Worker {
  override waitUntilReady(): Promise<void> {
    return Promise.resolve();
  }
}

export function startTaking(context: WorkerContext, variant: string, events: TakingEvents): Taking {
  const { redis, address, troubles, onDefect } = context;
  const closing = new AbortController();
  let worker = open();

  function open(): Worker {
    const opened = new Taker(queueName(variant), null, { ...takingOptions, connection: redis });
    // The connection's own errors are handled where it was opened.
    opened.on('error', () => undefined);
    opened.startStalledCheckTimer().catch(onDefect);
    return opened;
  }

  async function close(): Promise<void> {
    const closed = worker.close(true).catch(() => undefined);
    await Promise.race([closed, setTimeout(closingMs, undefined, { ref: false })]);
  }

  /** A wait that hangs, as happened in some versions after a connection broke, only costs a restart. */
  async function reopen(): Promise<void> {
    await close();
    if (!closing.signal.aborted) worker = open();
  }

  async function next(token: string): Promise<Job | undefined> {
    const source = worker;
    const found = source.getNextJob(token, { block: true });
    const hangs = Promise.withResolvers<undefined>();
    const timer = globalThis.setTimeout(() => hangs.resolve(undefined), hangingMs);
    try {
      const first = await Promise.race([found.then((job) => ({ job })), hangs.promise]);
      if (first) return first.job;
    } finally {
      clearTimeout(timer);
    }
    // Any job that it may still return goes to somebody else.
    found.then((job) => job && giveBack(job, token)).catch(() => undefined);
    if (redis.status === 'ready') await reopen();
    return undefined;
  }

  async function run(): Promise<void> {
    const delay = createBackOff(200, 5000);
    while (!closing.signal.aborted) {
      await events.room();
      if (closing.signal.aborted) return;
      const token = randomUUID();
      try {
        const job = await next(token);
        const isTaken = job !== undefined && !closing.signal.aborted && events.taken(job, token);
        if (job && !isTaken) await giveBack(job, token);
        troubles.set('taking', null);
        delay.reset();
      } catch (thrown) {
        if (closing.signal.aborted) return;
        troubles.set('taking', queueTrouble(address, thrown));
        await pause(delay.next(), closing.signal);
        await reopen();
      }
    }
  }

  /** Whoever has it by now keeps it. */
  async function giveBack(job: Job, token: string): Promise<void> {
    await job.moveToWait(token).catch(() => undefined);
  }

  run().catch(onDefect);
  return {
    async renew(locks) {
      const ids = locks.map(({ id }) => id);
      const tokens = locks.map(({ token }) => token);
      return worker.extendJobLocks(ids, tokens, takingOptions.lockDuration);
    },
    async close() {
      closing.abort();
      await close();
    },
  };
}
