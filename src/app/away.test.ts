import { Redis } from 'ioredis';
import { beforeAll, afterAll, expect, onTestFinished } from 'vitest';
import { createNodeLauncher } from '#workers';
import { parseQueueAddress, queueConnector, startWorker } from '#queue';
import { trainerEntry } from '../built-entries.fixture.ts';
import { type RedisServer, startRedis } from '../redis-server.fixture.ts';
import { testWith } from '../system-needs.fixture.ts';
import { openTestApp, smallConfig, storedRun, temporaryFolder, type TestApp } from './app-fixture.ts';

const test = testWith('redis');
let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.close());

const connector = () => queueConnector(parseQueueAddress(redis.url), 'commandLine');

/** An app whose queue is the server's. */
const openHost = (options: Parameters<typeof openTestApp>[0] = {}): Promise<TestApp> =>
  openTestApp({ queue: connector(), ...options });

async function openWorker(name = 'attic') {
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

/** What is left in Redis of runs. The stream of results stays, empty. */
async function keysOf(): Promise<string[]> {
  const client = new Redis(redis.url);
  const keys = await client.keys('lambdascope:*');
  client.disconnect();
  return keys.filter(
    (key) =>
      !/:(worker|host|check)|:(results|meta|events|stalled-check|marker|id|pc)$|hosts$|workers$/.test(key),
  );
}

test('a run trained by a worker is to the bit what it is here, and nothing of it stays in the queue', async () => {
  const dataDir = temporaryFolder();
  const app = await openHost({ dataDir });
  const config = smallConfig({ epochs: 400, precision: 'float64' });
  const {
    runs: [away],
  } = await app.client.createRuns({ configs: [config], place: 'workers' });
  await openWorker();
  const done = await app.until(away!.id, ({ status }) => status === 'completed');
  expect(done).toMatchObject({ place: 'workers', epochsDone: 400 });
  const {
    runs: [here],
  } = await app.client.createRuns({ configs: [config] });
  await app.until(here!.id, ({ status }) => status === 'completed');
  expect(await storedRun(dataDir, away!.id)).toEqual(await storedRun(dataDir, here!.id));
  const { stints } = await app.client.getRun({ id: away!.id });
  expect(stints).toMatchObject([
    { worker: { name: 'attic', machine: 'attic-1' }, ending: 'ended', fromEpoch: 0 },
  ]);
  await expect.poll(keysOf).toEqual([]);
});
