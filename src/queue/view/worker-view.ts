import type { Redis } from 'ioredis';
import { AppError } from '#api';
import type { QueueSight, WorkerView } from '#workers';
import { openConnection, queueError, queueTrouble, type QueueAddress } from '../connection/index.ts';
import { workerPresenceKey, workerWishKey, type WorkerWish } from '../wire/index.ts';
import { describeWorkers } from './describe-workers.ts';
import { readPresences } from './read-presence.ts';

/** How long a query may take, in milliseconds: a page waits for it. */
const patienceMs = 3000;
/**
 * How long a request to a worker is kept, in milliseconds. Workers check for requests every few seconds; one that is silent for this long
 * is gone anyway.
 */
const wishMs = 60_000;

export interface WorkerViewOptions {
  readonly address: QueueAddress;
  /** The data folder's own id. */
  readonly hostId: string;
}

/** Queries who works for a queue, over a separate connection. */
export function createWorkerView({ address, hostId }: WorkerViewOptions): WorkerView & { close(): void } {
  let broken: Error | null = null;
  const redis = openConnection(address, (error) => (broken = error));

  /** Rejects with connectionLost if there is no answer soon. */
  async function ask<Answer>(question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(broken ?? new Error('Command timed out')), patienceMs);
    try {
      return await Promise.race([question(redis), late.promise]);
    } catch (thrown) {
      throw queueError(address, thrown);
    } finally {
      clearTimeout(timer);
    }
  }

  async function wish(id: string, wanted: WorkerWish): Promise<void> {
    const isThere = await ask(async (connection) => {
      const known = await connection.exists(workerPresenceKey(id));
      if (known === 1) await connection.set(workerWishKey(id), wanted, 'PX', wishMs);
      return known === 1;
    });
    if (!isThere) throw new AppError('notFound', `no worker ${id} is connected; it may have left`);
  }

  const { label } = address;
  return {
    address: label,
    async read() {
      if (broken && redis.status !== 'ready') return { trouble: troubleOf(address, broken), ...nobody };
      try {
        const presences = await ask(readPresences);
        const otherHosts = presences.hosts.filter(({ id }) => id !== hostId).length;
        return { trouble: null, workers: describeWorkers(presences, hostId), otherHosts };
      } catch (thrown) {
        return { trouble: troubleOf(address, thrown), ...nobody };
      }
    },
    drain: (id) => wish(id, 'drain'),
    remove: (id) => wish(id, 'remove'),
    close: () => redis.disconnect(),
  };
}

const nobody = { workers: [], otherHosts: 0 } as const;

/** Splits the queue's error line into what is wrong and what to do. */
function troubleOf(address: QueueAddress, thrown: unknown): NonNullable<QueueSight['trouble']> {
  const line =
    AppError.from(thrown).code === 'internal' ? queueTrouble(address, thrown) : AppError.from(thrown).message;
  const cut = line.indexOf('; ');
  const general = 'runs wait until it can be reached';
  return cut < 0
    ? { reason: line, advice: general }
    : { reason: line.slice(0, cut), advice: line.slice(cut + 2) };
}
