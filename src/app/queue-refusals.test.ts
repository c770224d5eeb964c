import { afterAll, beforeAll, expect } from 'vitest';
import type { RunConfigInput } from '#api';
import { type RedisServer, startRedis } from '../redis-server.fixture.ts';
import { testWith } from '../system-needs.fixture.ts';
import { endlessConfig, smallConfig } from './app-fixture.ts';
import { keysOfRuns, openQueueHost, openQueueWorker } from './queue-fixture.ts';

const test = testWith('redis');
let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.close());

const refusals = [
  {
    of: 'full',
    begin: 'CONFIG SET maxmemory 1',
    end: 'CONFIG SET maxmemory 0',
    says: /^Redis at redis:.* is full; raise its maxmemory, or wait until hosts have stored its results$/,
  },
  {
    of: 'a replica by now',
    begin: 'REPLICAOF 127.0.0.1 1',
    end: 'REPLICAOF NO ONE',
    says: /^redis:.* is a read-only replica; use the address of its primary$/,
  },
] as const;

for (const { of, begin, end, says } of refusals) {
  test(`while Redis is ${of} the host says so and goes on, and nothing is lost`, async () => {
    const app = await openQueueHost(redis);
    const create = async (...given: RunConfigInput[]) => {
      const configs = given.map((config) => ({ ...config, precision: 'float64' as const }));
      return (await app.client.createRuns({ configs, place: 'workers' })).runs.map(({ id }) => id);
    };
    const waiting = async (id: string) =>
      (await app.client.getActivity()).live.find((run) => run.id === id)?.waiting?.reason ?? null;
    await openQueueWorker(redis);
    const [long] = (await create(endlessConfig())) as [string];
    await app.until(long, ({ epochsDone }) => epochsDone > 0);

    await redis.ask(begin);
    await expect.poll(() => waiting(long)).toMatch(says);
    const later = await create(smallConfig(), smallConfig());
    const [here] = (await app.client.createRuns({ configs: [smallConfig()] })).runs;
    expect(await app.until(here!.id, ({ status }) => status === 'completed')).toMatchObject({
      epochsDone: 100,
    });
    // What the queue does not accept now it accepts later.
    await app.client.pauseRuns({ ids: [long] });
    expect(await app.client.getRun({ id: later[0]! })).toMatchObject({ status: 'queued' });

    await redis.ask(end);
    for (const id of later) await app.until(id, ({ status }) => status === 'completed');
    const paused = await app.until(long, ({ status }) => status === 'paused');
    expect(await waiting(long)).toBeNull();
    expect(await app.verifyRun(later[1]!, () => undefined)).toMatchObject({ equal: true, epochs: 100 });
    expect(paused.epochsDone).toBeGreaterThan(0);
    await app.client.stopRuns({ ids: [long] });
    await app.until(long, ({ status }) => status === 'stopped');
    await expect.poll(() => keysOfRuns(redis)).toEqual([]);
  }, 120_000);
}
