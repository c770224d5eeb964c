import { isIP } from 'node:net';
import { Redis, type RedisOptions } from 'ioredis';
import { scripts } from '../wire/index.ts';
import type { QueueAddress } from './address.ts';

/** Delays between attempts to reconnect to Redis, in milliseconds. */
const firstRetryMs = 100;
const lastRetryMs = 2000;

/** Options of every connection that stays open. */
export function connectionOptions(address: QueueAddress) {
  const { host, port, tls, username, password, database } = address;
  return {
    ...{ host, port, db: database },
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(tls ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
    scripts: { ...scripts },
    // Commands wait for the connection and are sent again: a worker pauses, and nothing is dropped.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(firstRetryMs * 2 ** Math.min(times - 1, 10), lastRetryMs),
    // When a primary has become a replica, its name now leads to another one.
    reconnectOnError: ({ message }: Error) => message.startsWith('READONLY'),
    // A silent network is detected by this timeout, rather than waited for.
    socketTimeout: 12_000, // a worker waits at most 10 seconds for a job
    connectTimeout: 5_000,
    keepAlive: 5_000,
    disableClientInfo: true,
    lazyConnect: true,
  } satisfies RedisOptions;
}

/**
 * A connection that reconnects whenever it breaks, once `connect()` was called or a command sent. `trouble` receives the reason while it is
 * down, whenever that changes, and null when it is back.
 */
export function openConnection(address: QueueAddress, trouble: (error: Error | null) => void): Redis {
  const redis = new Redis(connectionOptions(address));
  // A duplicate connects at once, and retries until it succeeds: BullMQ connects a lazy one itself, but tries only once.
  redis.options.lazyConnect = false;
  redis.on('error', trouble);
  redis.on('ready', () => trouble(null));
  return redis;
}
