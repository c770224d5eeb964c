import { Redis } from 'ioredis';
import type { QueueTest } from '#api';
import { engineVersion } from '#engine';
import { checkQueue, connectionOptions, parseQueueAddress, queueError } from '../connection/index.ts';
import { readPresences } from './read-presence.ts';

/**
 * Tests whether a queue is suitable, and who works for it. Leaves nothing behind. Throws invalidInput or connectionLost with one line that
 * says what is wrong.
 */
export async function testQueue(text: string): Promise<QueueTest> {
  const address = parseQueueAddress(text);
  const { version, roundTripMs, warnings } = await checkQueue(address);
  const redis = new Redis({ ...connectionOptions(address), retryStrategy: null, commandTimeout: 5000 });
  redis.on('error', () => undefined); // the command reports it too
  try {
    const { workers, otherWorkers } = await readPresences(redis);
    return {
      server: version === null ? 'Redis' : `Redis ${version}`,
      ...{ roundTripMs, warnings },
      workers: workers.length + otherWorkers.length,
      slots: workers.reduce((sum, { slots }) => sum + slots, 0),
      refusingWorkers:
        otherWorkers.length + workers.filter((worker) => worker.engineVersion !== engineVersion).length,
    };
  } catch (thrown) {
    throw queueError(address, thrown);
  } finally {
    redis.disconnect();
  }
}
