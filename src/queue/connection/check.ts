import { Redis } from 'ioredis';
import { AppError } from '#api';
import { prefix } from '../wire/index.ts';
import type { QueueAddress } from './address.ts';
import { connectionOptions } from './open.ts';
import { queueError } from './words.ts';

const minVersion = [6, 2] as const;

/** What is known about a suitable Redis. */
export interface QueueCheck {
  /** From INFO; null if the user may not ask. */
  readonly version: string | null;
  /** Whether the connection may use INFO. */
  readonly mayAsk: boolean;
  /** Round-trip time of a short command, in milliseconds. */
  readonly roundTripMs: number;
  /** What works but could be better; for display. */
  readonly warnings: readonly string[];
}

/**
 * Connects once, checks whether the queue can be used, and disconnects. Throws invalidInput or connectionLost, with one line that says what
 * is wrong.
 */
export async function checkQueue(address: QueueAddress): Promise<QueueCheck> {
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined);
  const redis = new Redis({
    ...connectionOptions(address),
    ...{ retryStrategy: null, enableReadyCheck: false, enableOfflineQueue: false, commandTimeout: 5_000 },
  });
  // The cause says more than that the connection is closed, which is all that a command reports.
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
  // Detects what INFO does not tell: full, read-only, no permission, a failing disk.
  await redis.set(`${prefix}:check`, '1', 'PX', 1000);
  const warnings =
    info === null
      ? [
          `the user of ${address.label} may not run INFO (+info), so its version and memory policy are not known`,
        ]
      : warningsOf(info, address);
  return { version: info?.get('redis_version') ?? null, mayAsk: info !== null, roundTripMs, warnings };
}

/** Null if the user has no permission for it. */
async function readInfo(redis: Redis): Promise<ReadonlyMap<string, string> | null> {
  try {
    return parseInfo(await redis.info());
  } catch (thrown) {
    if (String(thrown).includes('NOPERM')) return null;
    throw thrown;
  }
}

/** Parses the lines of INFO into names and values. */
export function parseInfo(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon <= 0 || line.startsWith('#') ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const];
  });
  return new Map(pairs);
}

/** Throws if Redis is of a kind that would lose runs, or could not hold them. */
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
