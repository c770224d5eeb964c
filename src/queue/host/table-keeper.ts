import type { Redis } from 'ioredis';
import type { TrainingConfig } from '#engine';
import type { QueueHost } from '#workers';
import { hostKeys, limits } from '../wire/index.ts';

/** Stored tables in the queue, from where each worker fetches them once. */
export interface TableKeeper {
  /** Puts the table of a config there, if it has one and it is not there yet; it is kept anew for its time. */
  put(config: TrainingConfig): Promise<void>;
}

export function createTableKeeper(redis: Redis, host: QueueHost): TableKeeper {
  const underway = new Map<string, Promise<void>>();

  async function write(digest: string): Promise<void> {
    const key = hostKeys(host.id).table(digest);
    // `count` is written last: with it the table is whole.
    if ((await redis.hexists(key, 'count')) === 0) {
      let count = 0;
      for (; ; count += 1) {
        const bytes = await host.tableChunk(digest, count);
        if (bytes === null) break;
        await redis.hset(key, String(count), Buffer.from(bytes));
      }
      await redis.hset(key, 'count', String(count));
    }
    await redis.pexpire(key, limits.keptMs);
  }

  return {
    async put({ dataset }) {
      if (dataset.kind !== 'table') return;
      const { digest } = dataset;
      const writing = underway.get(digest) ?? write(digest).finally(() => underway.delete(digest));
      underway.set(digest, writing);
      await writing;
    },
  };
}
