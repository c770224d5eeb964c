import type { Redis } from 'ioredis';
import type { TrainingConfig } from '#engine';
import type { QueueHost } from '#workers';
import { hostKeys, limits } from '../wire/index.ts';

/** Stored tables in the queue, from which each worker fetches them once. */
export interface TableKeeper {
  /** Stores the table of a config in the queue, if it has one and it is not there yet; otherwise renews its expiry. */
  put(config: TrainingConfig): Promise<void>;
}

export function createTableKeeper(redis: Redis, host: QueueHost): TableKeeper {
  const underway = new Map<string, Promise<void>>();

  async function write(digest: string): Promise<void> {
    const key = hostKeys(host.id).table(digest);
    // `count` is written last: once it exists, the table is complete.
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
