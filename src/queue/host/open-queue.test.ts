import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { QueueHost } from '#workers';
import { startRedis } from '../../redis-server.fixture.ts';
import { testWith } from '../../system-needs.fixture.ts';
import { hostPresenceKey, hostsKey } from '../wire/index.ts';
import { openConnection, parseQueueAddress } from '../connection/index.ts';
import { queueConnector } from './open-queue.ts';

function hostOf(id: string) {
  const trouble = vi.fn<(problem: string | null) => void>();
  const runs = vi.fn(() => Promise.resolve([]));
  return { id, folder: 'f', trouble, runs, log: () => undefined } as unknown as QueueHost & {
    readonly trouble: typeof trouble;
  };
}

testWith('redis')('an unreachable queue does not delay closing', async () => {
  const server = await startRedis();
  try {
    const address = parseQueueAddress(server.url);
    const redis = openConnection(address, () => undefined);
    const host = hostOf(randomUUID());
    const queue = queueConnector(address, 'commandLine').open(host);
    await expect.poll(() => redis.exists(hostPresenceKey(host.id))).toBe(1);
    expect(await redis.zscore(hostsKey, host.id)).not.toBeNull();
    redis.disconnect();
    await server.kill();
    await expect
      .poll(() => host.trouble.mock.lastCall?.[0])
      .toMatch(/^redis:\/\/127\.0\.0\.1:\d+ refuses connections/);
    await queue.close();
  } finally {
    await server.close();
  }
});
