import { Redis } from 'ioredis';
import { AppError } from '#api';
import { prefix } from '../wire/index.ts';
import type { QueueAddress } from './address.ts';
import { connectionOptions } from './open.ts';
import { queueError } from './words.ts';

const minVersion = [6, 2] as const;

/** What is known of a Redis that will do. */
export interface QueueCheck {
  /** As INFO names it; null if the user may not ask. */
  readonly version: string | null;
  /** Whether the connection may ask for INFO. */
  readonly mayAsk: boolean;
  /** Of a short command there and back, in milliseconds. */
  readonly roundTripMs: number;
  /** What works, and might do better; for people. */
  readonly warnings: readonly string[];
}

/**
 * Connects once, looks whether the queue can be used, and disconnects. Throws invalidInput or connectionLost, with one line
 * that says what is wrong.
 */
export async function checkQueue(address: QueueAddress): Promise<QueueCheck> {
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined);
  const redis = new Redis({
    ...connectionOptions(address),
    ...{ retryStrategy: null, enableReadyCheck: false, enableOfflineQueue: false, commandTimeout: 5_000 },
  });
  // What broke says more than that the connection is closed, which is all that a command hears.
  redis.on('error', (error: Error) => failure.reject(error));
  try {
    return await Promise.race([look(redis, address), failure.promise]);
  } catch (thrown) {
    const first = await Promise.race([failure.promise, Promise.resolve(thrown)]).catch(
      (error: unknown) => error,
    );
    throw queueError(address, first);
  } finally {
    redis.disconnect();
  }
}

async function look(redis: Redis, address: QueueAddress): Promise<QueueCheck> {
  await redis.connect();
  const info = await readInfo(redis);
  const started = performance.now();
  await redis.time();
  const roundTripMs = performance.now() - started;
  if (info !== null) rejectUnsuitable(info, address);
  // What no INFO tells: full, read-only, no rights, a disk that fails.
  await redis.set(`${prefix}:check`, '1', 'PX', 1000);
  const warnings =
    info === null
      ? [
          `the user of ${address.label} may not run INFO (+info), so its version and memory policy are not known`,
        ]
      : warningsOf(info, address);
  return { version: info?.get('redis_version') ?? null, mayAsk: info !== null, roundTripMs, warnings };
}

/** null if the user has no right to it. */
async function readInfo(redis: Redis): Promise<ReadonlyMap<string, string> | null> {
  try {
    return parseInfo(await redis.info());
  } catch (thrown) {
    if (String(thrown).includes('NOPERM')) return null;
    throw thrown;
  }
}

/** Lines of INFO as names and values. */
export function parseInfo(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon <= 0 || line.startsWith('#') ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const];
  });
  return new Map(pairs);
}

/** Throws where Redis is of a kind that would lose runs, or could not hold them. */
export function rejectUnsuitable(info: ReadonlyMap<string, string>, { label }: QueueAddress): void {
  const refuse = (message: string): never => {
    throw new AppError('invalidInput', message);
  };
  const version = info.get('redis_version') ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [minMajor, minMinor] = minVersion;
  if (!(major > minMajor || (major === minMajor && minor >= minMinor))) {
    refuse(
      `got Redis ${version || 'of an unknown version'} at ${label}; allowed: ${minVersion.join('.')} or later, or Valkey`,
    );
  }
  if (info.get('cluster_enabled') === '1') {
    refuse(`${label} is a Redis Cluster, which is not supported; use a single Redis or Valkey`);
  }
  if (info.get('role') === 'slave') {
    refuse(`${label} is a replica; use the address of its primary`);
  }
  const policy = info.get('maxmemory_policy') ?? 'noeviction';
  if (policy !== 'noeviction') {
    refuse(`Redis at ${label} evicts data when it is full (maxmemory-policy ${policy}); allowed: noeviction`);
  }
}

function warningsOf(info: ReadonlyMap<string, string>, { label }: QueueAddress): string[] {
  if (info.get('aof_enabled') === '1') return [];
  return [
    `Redis at ${label} does not persist its writes (appendonly no): after a crash of its machine runs are queued again`,
  ];
}
