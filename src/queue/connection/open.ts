import { isIP } from 'node:net';
import { Redis, type RedisOptions } from 'ioredis';
import { scripts } from '../wire/index.ts';
import type { QueueAddress } from './address.ts';

/** Between attempts to reach Redis again, in milliseconds. */
const firstRetryMs = 100;
const lastRetryMs = 2000;

/** Options of every connection that is kept. */
export function connectionOptions(address: QueueAddress) {
  const { host, port, tls, username, password, database } = address;
  return {
    ...{ host, port, db: database },
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(tls ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
    scripts: { ...scripts },
    // Commands wait for the connection and are sent again: a worker holds back, and nothing is dropped.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(firstRetryMs * 2 ** Math.min(times - 1, 10), lastRetryMs),
    // A primary that became a replica has another one under its name.
    reconnectOnError: ({ message }: Error) => message.startsWith('READONLY'),
    // A network that went silent is found by asking, and not by waiting for it.
    socketTimeout: 12_000, // a worker waits 10 seconds at most for a job
    connectTimeout: 5_000,
    keepAlive: 5_000,
    disableClientInfo: true,
    lazyConnect: true,
  } satisfies RedisOptions;
}

/**
 * A connection that reconnects whenever it breaks, once `connect()` was called or a command sent. `trouble` receives the reason while it
 * is down, whenever it changes, and null if it is back.
 */
export function openConnection(address: QueueAddress, trouble: (error: Error | null) => void): Redis {
  const redis = new Redis(connectionOptions(address));
  // A copy connects at once, and tries until it succeeds: BullMQ connects a lazy one itself, and tries that only once.
  redis.options.lazyConnect = false;
  redis.on('error', trouble);
  redis.on('ready', () => trouble(null));
  return redis;
}
