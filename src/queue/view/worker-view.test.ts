import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { engineVersion } from '#engine';
import { startRedis, type RedisServer } from '../../redis-server.fixture.ts';
import { describeWith } from '../../system-needs.fixture.ts';
import { callScript, openConnection, parseQueueAddress } from '../connection/index.ts';
import {
  hostPresenceKey,
  hostsKey,
  workerPresenceKey,
  workersKey,
  workerWishKey,
  type HostPresence,
  type WorkerPresence,
} from '../wire/index.ts';
import { testQueue } from './test-queue.ts';
import { createWorkerView } from './worker-view.ts';

const hostId = randomUUID();
let server: RedisServer;
let redis: ReturnType<typeof openConnection>;
let view: ReturnType<typeof createWorkerView>;
beforeEach(async () => {
  server = await startRedis({ password: 'hunter2' });
  const address = parseQueueAddress(server.url);
  redis = openConnection(address, () => undefined);
  view = createWorkerView({ address, hostId });
});
afterEach(async () => {
  view.close();
  redis.disconnect();
  await server.close();
});

type Announced = Omit<WorkerPresence, 'seenAt'>;

const workerOf = (rest: Partial<Announced> = {}): Announced => ({
  ...{ v: 1, id: randomUUID(), name: 'desk', machine: 'lab-1', platform: 'linux-x64', pid: 42, cores: 8 },
  ...{ slots: 2, engineVersion, v8Version: '13.6', variants: ['float64'], state: 'ready', trouble: null },
  ...{ startedAt: 1, running: [] },
  ...rest,
});

async function announce(id: string, presence: object, kind: 'worker' | 'host' = 'worker'): Promise<void> {
  const keys = kind === 'worker' ? [workerPresenceKey(id), workersKey] : [hostPresenceKey(id), hostsKey];
  await callScript(redis, 'announce', keys, [id, JSON.stringify(presence).slice(0, -1), 15_000]);
}
async function announceWorker(rest: Partial<Announced> = {}): Promise<string> {
  const worker = workerOf(rest);
  await announce(worker.id, worker);
  return worker.id;
}

describeWith('redis')('the view of workers', () => {
  it("shows what each worker announces, by name, with only this host's runs", async () => {
    const run = { generation: 1, attempt: 1, state: 'training', epoch: 1200 } as const;
    const running = [
      { ...run, host: hostId, run: 'a1', epochsPerSecond: 600 },
      { ...run, host: randomUUID(), run: 'b2', epochsPerSecond: 50.5 },
    ];
    await announceWorker({ name: 'node-10', state: 'draining', trouble: 'no process can be started' });
    await announceWorker({ name: 'node-2', running });
    const { trouble, workers } = await view.read();
    expect(trouble).toBeNull();
    expect(workers).toMatchObject([
      {
        ...{ name: 'node-2', machine: 'lab-1', pid: 42, slots: 2, cores: 8, refusal: null, trouble: null },
        ...{ epochsPerSecond: 650.5, kernelVariants: ['float64'] },
        training: [
          { runId: 'a1', epoch: 1200, epochsPerSecond: 600, state: 'training' },
          { runId: null, epoch: 1200 },
        ],
      },
      { name: 'node-10', state: 'draining', trouble: 'no process can be started', training: [] },
    ]);
    // By Redis's clock, which the test shares.
    expect(workers[0]!.silentMs).toBeLessThan(15_000);
    expect(Math.abs(Date.parse(workers[0]!.lastSeenAt) - Date.now())).toBeLessThan(60_000);
  });

  it('reports which of them take no runs of this host', async () => {
    await announceWorker({ name: 'older', engineVersion: '0' });
    await announce('later', { v: 2, id: 'later', name: 'later', engineVersion, cpus: [1] });
    const { workers } = await view.read();
    expect(workers.map(({ name, refusal, slots }) => [name, refusal, slots])).toEqual([
      ['later', 'its version is incompatible with this host', null],
      [
        'older',
        `its engine is 0, this host's is ${engineVersion}: it could not reproduce runs bit for bit`,
        2,
      ],
    ]);
  });

  it('counts other hosts, and ignores anything that is not an announcement', async () => {
    const host: Omit<HostPresence, 'seenAt'> = {
      instance: randomUUID(),
      ...{ v: 1, id: hostId, machine: 'desk', folder: 'f', pid: 1, engineVersion, variants: [] },
    };
    await announce(hostId, host, 'host');
    const other = randomUUID();
    await announce(other, { ...host, id: other }, 'host');
    const seconds = Number((await redis.time())[0]) * 1000;
    for (const text of ['', 'null', '{"v":1}', '{"v":1,"name":"", "engineVersion":"7"}', '\0\xff']) {
      await redis.set(workerPresenceKey('nonsense'), text);
      await redis.zadd(workersKey, seconds, 'nonsense', seconds, 'gone');
      expect(await view.read()).toEqual({ trouble: null, workers: [], otherHosts: 1 });
    }
  });

  it('sends a worker a request, and reports one that is gone', async () => {
    const id = await announceWorker();
    await view.drain(id);
    expect(await redis.get(workerWishKey(id))).toBe('drain');
    await view.remove(id);
    expect(await redis.get(workerWishKey(id))).toBe('remove');
    expect(await redis.pttl(workerWishKey(id))).toBeGreaterThan(0);
    await expect(view.drain('nobody')).rejects.toMatchObject({ code: 'notFound' });
    expect(await redis.exists(workerWishKey('nobody'))).toBe(0);
  });

  it('reports the problem while Redis is away, and continues when it is back', async () => {
    await announceWorker();
    expect((await view.read()).workers).toHaveLength(1);
    await server.kill();
    await expect.poll(async () => (await view.read()).trouble).not.toBeNull();
    const { trouble, workers } = await view.read();
    expect([workers, JSON.stringify(trouble)]).toEqual([[], expect.not.stringContaining('hunter2')]);
    expect(trouble!.advice).not.toBe('');
    await expect(view.drain('nobody')).rejects.toMatchObject({ code: 'connectionLost' });
    await server.start();
    await expect.poll(async () => (await view.read()).trouble).toBeNull();
  });

  it('is queried once before an address is stored', async () => {
    await announceWorker({ slots: 3 });
    await announceWorker({ engineVersion: '0' });
    expect(await testQueue(server.url)).toEqual({
      ...{
        server: expect.stringMatching(/^Redis \d/) as unknown,
        roundTripMs: expect.any(Number) as unknown,
      },
      ...{ workers: 2, slots: 5, refusingWorkers: 1, warnings: [] },
    });
    await expect(testQueue(server.url.replace('hunter2', 'wrong'))).rejects.toMatchObject({
      message: expect.stringMatching(/rejects the user or the password/) as unknown,
    });
    await expect(testQueue('http://lab')).rejects.toMatchObject({ code: 'invalidInput' });
  });
});
