import { Redis } from 'ioredis';
import { expect, onTestFinished } from 'vitest';
import { createNodeLauncher } from '#workers';
import { parseQueueAddress, queueConnector, startWorker } from '#queue';
import { trainerEntry } from '../built-entries.fixture.ts';
import type { RedisServer } from '../redis-server.fixture.ts';
import { openTestApp, type TestApp } from './app-fixture.ts';

/** An app that uses the server's queue. */
export function openQueueHost(
  redis: RedisServer,
  options: Parameters<typeof openTestApp>[0] = {},
): Promise<TestApp> {
  return openTestApp({ queue: queueConnector(parseQueueAddress(redis.url), 'commandLine'), ...options });
}

/** A worker with two slots in this process. */
export async function openQueueWorker(redis: RedisServer) {
  const name = 'attic';
  const defects: unknown[] = [];
  const worker = await startWorker({
    ...{ address: redis.url, name, machine: `${name}-1`, slots: 2, cores: 2, threads: 1 },
    launcher: createNodeLauncher(trainerEntry),
    ...{ say: () => undefined, print: () => undefined, onDefect: (error) => defects.push(error) },
  });
  let isOver = false;
  async function leave(): Promise<void> {
    if (isOver) return;
    isOver = true;
    worker.leave();
    await worker.left;
    expect(defects).toEqual([]);
  }
  onTestFinished(leave);
  return { leave };
}

/** Keys of runs that are left in Redis. The stream of results always stays, empty. */
export async function keysOfRuns(redis: RedisServer): Promise<string[]> {
  const client = new Redis(redis.url);
  const keys = await client.keys('lambdascope:*');
  client.disconnect();
  return keys.filter(
    (key) =>
      !/:(worker|host|check)|:(results|meta|events|stalled-check|marker|id|pc)$|hosts$|workers$/.test(key),
  );
}
