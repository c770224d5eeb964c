import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { kernelVariant } from '#engine';
import type { RunConfig } from '#experiments';
import { createNodeLauncher } from '#workers';
import { trainerEntry } from '../../built-entries.fixture.ts';
import { type RedisServer, startRedis } from '../../redis-server.fixture.ts';
import { callScript, openConnection, parseQueueAddress } from '../connection/index.ts';
import {
  addingOptions,
  decodeResult,
  encodeWish,
  hostKeys,
  type JobData,
  jobOptions,
  queueName,
  type Result,
  saveArguments,
  wireVersion,
  type Wish,
  type WorkerWish,
  workerWishKey,
} from '../wire/index.ts';
import { type QueueWorker, startWorker } from './index.ts';

/** A line that a worker printed for programs. */
export type Line = Record<string, unknown> & { readonly worker?: { readonly id: string } };

/** A worker in this process, and its output. */
export interface ListenedWorker extends QueueWorker {
  readonly id: string;
  readonly lines: readonly Line[];
  readonly said: readonly string[];
}

/** A separate Redis with a host that does what the test says. */
export async function createScriptedHost() {
  const server: RedisServer = await startRedis();
  const address = parseQueueAddress(server.url);
  const redis: Redis = openConnection(address, () => undefined);
  const host = randomUUID();
  const keys = hostKeys(host);
  const queues = new Map<string, Queue>();
  const workers = new Set<ListenedWorker>();
  onTestFinished(async () => {
    for (const worker of workers) worker.leave();
    await Promise.all([...workers].map(({ left }) => left));
    await Promise.all([...queues.values()].map((queue) => queue.close()));
    redis.disconnect();
    await server.close();
  });

  function queueOf(variant: string): Queue {
    const queue =
      queues.get(variant) ?? new Queue(queueName(variant), { ...addingOptions, connection: redis });
    queue.on('error', () => undefined);
    queues.set(variant, queue);
    return queue;
  }

  const jobOf = (run: string, config: RunConfig, changes: Partial<JobData> = {}): JobData => ({
    ...{ v: wireVersion, host, run, generation: 1, config, ancestry: [], ...changes },
  });

  async function submit(run: string, config: RunConfig, changes: Partial<JobData> = {}): Promise<void> {
    const job = jobOf(run, config, changes);
    await queueOf(kernelVariant(config.precision)).add('run', job, jobOptions(job, false));
  }

  async function results(run: string): Promise<Result[]> {
    const entries = await redis.xrangeBuffer(keys.results, '-', '+');
    return entries.map(([, [, h, , b]]) => decodeResult(h, b)).filter(({ sender }) => sender.run === run);
  }

  /** Resolves when `accept` holds for the results of a run. */
  async function until(run: string, accept: (results: readonly Result[]) => boolean): Promise<Result[]> {
    return eventually(async () => {
      const found = await results(run);
      return accept(found) ? found : null;
    });
  }

  async function work(slots = 1, url = server.url): Promise<ListenedWorker> {
    const lines: Line[] = [];
    const said: string[] = [];
    const worker = await startWorker({
      ...{ address: url, name: 'tester', machine: 'lab', slots, cores: 2, threads: 'auto' },
      launcher: createNodeLauncher(trainerEntry),
      say: (line) => void said.push(line),
      print: (line) => void lines.push(line as Line),
      onDefect: (error) => void said.push(`defect: ${String(error)}`),
    });
    const listened = { ...worker, lines, said, id: lines[0]!.worker!.id };
    workers.add(listened);
    return listened;
  }

  return {
    ...{ server, redis, host, keys, queueOf, jobOf, submit, results, until, work },
    hasEnded: (run: string) => until(run, (found) => found.some(({ event }) => event.kind === 'ended')),
    async wish(run: string, wish: Wish['wish'], generation = 1): Promise<void> {
      await redis.hset(keys.wishes, run, encodeWish({ generation, wish }));
      await redis.publish(keys.wishHints, run);
    },
    async wishOfWorker(worker: string, wish: WorkerWish): Promise<void> {
      await redis.set(workerWishKey(worker), wish);
      await redis.publish(workerWishKey(worker), wish);
    },
    async saveCheckpoint(run: string, from: string, epoch: number, bytes: Uint8Array): Promise<void> {
      const args = saveArguments({ host, run: from, generation: 1 }, 0, { epoch, stage: 0, bytes });
      await callScript(redis, 'saveCheckpoint', [keys.checkpoint(run)], args);
    },
  };
}

/** Polls until there is a result. */
export async function eventually<Value>(look: () => Promise<Value | null>): Promise<Value> {
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const rowsOf = (results: readonly Result[]): number[] => results.flatMap(({ rows }) => [...rows]);
export const kindsOf = (results: readonly Result[]): string[] => results.map(({ event }) => event.kind);
