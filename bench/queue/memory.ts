import { setTimeout as delay } from 'node:timers/promises';
import type { RedisServer } from '../../src/redis-server.fixture.ts';
import { presets } from '#experiments';
import { report } from '../statistics.ts';
import { openBenchLab } from './lab.ts';

const waitingRuns = 1000;

/** What Redis needs for a run that waits, and for one that trains. */
export async function memory(): Promise<void> {
  const lab = await openBenchLab([]);
  const { host, redis } = lab;
  try {
    const config = { ...presets[0]!.config, epochs: 1_000_000 };
    await host.call('createRuns', { configs: [config], place: 'workers' }); // excludes what only the first one adds
    await settled(redis);
    const empty = await usedBytes(redis);
    const configs = Array.from({ length: waitingRuns }, (_, seed) => ({ ...config, seed }));
    await host.call('createRuns', { configs, place: 'workers' });
    const full = await settled(redis);
    console.log();
    report(
      `kB of Redis for each of ${waitingRuns} runs that wait`,
      [(full - empty) / waitingRuns / 1000],
      'kB',
    );
    await lab.join(1);
    for (;;) {
      const [key] = await redis.ask('KEYS lambdascope:*:checkpoint:*');
      const [, bytes] = key ? [key, await redis.ask(`MEMORY USAGE ${key} SAMPLES 0`)] : [];
      if (Number(bytes?.[0]?.slice(1)) > 10_000) {
        report(
          `kB of Redis for the checkpoint of ${config.name}`,
          [Number(bytes![0]!.slice(1)) / 1000],
          'kB',
        );
        return;
      }
      await delay(200);
    }
  } finally {
    await lab.close();
  }
}

/** Bytes in use once they have not changed for a second. */
async function settled(redis: RedisServer): Promise<number> {
  for (let before = -1; ;) {
    const now = await usedBytes(redis);
    if (Math.abs(now - before) < 10_000) return now;
    before = now;
    await delay(1000);
  }
}

async function usedBytes(redis: RedisServer): Promise<number> {
  const lines = await redis.ask('INFO memory');
  return Number(lines.find((line) => line.startsWith('used_memory:'))!.slice('used_memory:'.length));
}
