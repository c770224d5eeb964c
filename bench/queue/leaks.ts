import { setTimeout as delay } from 'node:timers/promises';
import { redisProgram, type RedisServer } from '../../src/redis-server.fixture.ts';
import { smallConfig } from '../host.ts';
import { report } from '../statistics.ts';
import { openBenchLab } from './lab.ts';
import { measure } from './measure.ts';

const few = 10;
const many = 1000;
const mostHostMs = 20;
const restSeconds = 60;

/** The commands that return the number of elements for each type of key. */
const lengthCommands: Readonly<Record<string, string>> = {
  hash: 'HLEN',
  list: 'LLEN',
  set: 'SCARD',
  stream: 'XLEN',
  string: 'EXISTS',
  zset: 'ZCARD',
};
/** BullMQ's own: they come and go by themselves, count past events, or are trimmed to a length. */
const notCompared = /:(stalled-check|marker|id|events)$/;

/**
 * What tiny runs leave in Redis, and what the host's thread spends on each of them.
 *
 * Throws if a thousand of them leave more than ten did, or cost more than they may.
 */
export async function leaks(): Promise<void> {
  if (redisProgram() === null) return console.log('leaks: skipped, there is no redis-server');
  const lab = await openBenchLab([1]);
  try {
    const train = (count: number) =>
      measure(
        lab,
        Array.from({ length: count }, (_, seed) => smallConfig(seed, 2)),
        'workers',
      );
    await train(few);
    await delay(3000); // a worker's heartbeat
    const before = await contents(lab.redis);
    const { seconds, host, store, redis } = await train(many);
    const after = await settledAt(before, lab.redis);
    console.log();
    console.log(`keys of Redis after ${few} tiny runs: ${before.size}`);
    console.log(`keys of Redis after ${many} more, which took ${seconds.toFixed(1)} s: ${after.size}`);
    const each = (spent: number): number[] => [(1000 * spent) / many];
    report('processor time of the host, its own thread, for a tiny run', each(host), 'ms', `< ${mostHostMs}`);
    report('processor time of the store for it', each(store), 'ms');
    report('processor time of Redis for it', each(redis), 'ms');
    const grown = grownKeys(before, after);
    if (grown.length > 0) throw new Error(`${many} runs left something in Redis: ${grown.join(', ')}`);
    if ((1000 * host) / many > mostHostMs) throw new Error(`a tiny run costs the host over ${mostHostMs} ms`);
  } finally {
    await lab.close();
  }
}

/** Once nothing is more than it was, or after a minute. */
async function settledAt(before: ReadonlyMap<string, number>, redis: RedisServer) {
  for (let attempts = 1; ; attempts++) {
    const now = await contents(redis);
    if (grownKeys(before, now).length === 0 || attempts === restSeconds) return now;
    await delay(1000);
  }
}

/** Every key that is compared, with the number of its elements. */
async function contents(redis: RedisServer): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const key of await redis.ask('KEYS *')) {
    if (notCompared.test(key)) continue;
    const [type] = await redis.ask(`TYPE ${key}`);
    const command = lengthCommands[type!.slice(1)];
    // A key that has expired since has no type.
    if (command) found.set(key, Number((await redis.ask(`${command} ${key}`))[0]!.slice(1)));
  }
  return found;
}

function grownKeys(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...after]
    .filter(([key, length]) => length > (before.get(key) ?? 0))
    .map(([key, length]) => `${key} had ${before.get(key) ?? 0}, has ${length}`);
}
