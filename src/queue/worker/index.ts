import { randomUUID } from 'node:crypto';
import type { ThreadCount } from '#api';
import { kernelVariant } from '#engine';
import type { TrainerLauncher } from '#workers';
import {
  checkQueue,
  openConnection,
  parseQueueAddress,
  queueError,
  queueTrouble,
} from '../connection/index.ts';
import type { WorkerIdentity } from './context.ts';
import { createTroubles } from './troubles.ts';
import { type QueueWorker, runWorker } from './worker.ts';

export type { QueueWorker } from './worker.ts';

export interface WorkerOptions {
  readonly address: string;
  /** Display names of the worker and its machine: 1 to 64 characters. */
  readonly name: string;
  readonly machine: string;
  /** Number of runs that it trains at the same time. */
  readonly slots: number;
  readonly cores: number;
  /** How many threads train a run. */
  readonly threads: ThreadCount;
  readonly launcher: TrainerLauncher;
  /** Prints one line for the user. */
  readonly say: (line: string) => void;
  /** Prints one line for programs: one when ready, and one for each run that is done. */
  readonly print: (value: object) => void;
  /** Called with errors that no user caused. */
  readonly onDefect: (error: unknown) => void;
}

/**
 * Joins a queue, and trains its runs until asked to leave. Throws invalidInput if the address or the server is unsuitable, connectionLost
 * if nothing answers there.
 */
export async function startWorker(options: WorkerOptions): Promise<QueueWorker> {
  const { name, machine, slots, cores, launcher, threads, say, print, onDefect } = options;
  const address = parseQueueAddress(options.address);
  const { warnings, version } = await checkQueue(address);
  for (const warning of warnings) say(`warning: ${warning}`);
  const troubles = createTroubles(say);
  const redis = openConnection(address, (error) =>
    troubles.set('connection', error && queueTrouble(address, error)),
  );
  await redis.connect().catch((thrown: unknown) => {
    redis.disconnect();
    throw queueError(address, thrown);
  });
  const variants = [kernelVariant('float64'), kernelVariant('float32')];
  const identity: WorkerIdentity = {
    ...{ id: randomUUID(), name, machine, platform: `${process.platform}-${process.arch}` },
    ...{ slots, cores, variants },
  };
  const worker = runWorker({ identity, address, redis, launcher, threads, troubles, say, print, onDefect });
  print({ worker: identity, queue: address.label, redis: version });
  return { ...worker, left: worker.left.finally(() => redis.disconnect()) };
}
