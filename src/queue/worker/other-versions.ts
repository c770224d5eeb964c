import { z } from 'zod';
import { engineVersion } from '#engine';
import { hostPresenceKey, hostsKey, placeNameSchema, timing } from '../wire/index.ts';
import type { WorkerContext } from './context.ts';

/** The part of a host's announcement that all versions share. */
const anyHostSchema = z.looseObject({ machine: placeNameSchema, engineVersion: z.string().max(64) });

/** Reports once, for each host with another engine, that this worker takes none of its runs: the bits would differ. */
export function createVersionWatch({ redis, say, identity }: WorkerContext): () => Promise<void> {
  const said = new Set<string>();

  function look(host: string, text: string | null): void {
    const parsed = anyHostSchema.safeParse(readJson(text));
    if (!parsed.success || parsed.data.engineVersion === engineVersion) return;
    const { machine, engineVersion: theirs } = parsed.data;
    const words = `${machine} has engine ${theirs}, and this worker ${engineVersion}`;
    if (said.has(host + words)) return;
    said.add(host + words);
    say(`warning: ${words}: ${identity.name} takes none of its runs; install the same version on both`);
  }

  return async () => {
    const [seconds] = await redis.time();
    const hosts = await redis.zrangebyscore(hostsKey, 1000 * Number(seconds) - timing.presenceMs, '+inf');
    if (hosts.length === 0) return;
    const texts = await redis.mget(hosts.map(hostPresenceKey));
    hosts.forEach((host, index) => look(host, texts[index] ?? null));
  };
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return null;
  }
}
