import type { Redis } from 'ioredis';
import { z } from 'zod';
import {
  decodeHostPresence,
  decodeWorkerPresence,
  hostPresenceKey,
  hostsKey,
  placeNameSchema,
  timing,
  workerPresenceKey,
  workersKey,
  WireError,
  type HostPresence,
  type WorkerPresence,
} from '../wire/index.ts';

/** More than anybody has: an index that somebody filled with garbage is not read in full. */
const maxRead = 10_000;

/** A worker whose announcement is of a later version, with the parts that all versions share. */
export interface OtherWorker {
  readonly id: string;
  readonly name: string;
  readonly engineVersion: string;
}

export interface Presences {
  /** Milliseconds since 1970 on Redis's own clock. */
  readonly now: number;
  readonly workers: readonly WorkerPresence[];
  readonly otherWorkers: readonly OtherWorker[];
  readonly hosts: readonly HostPresence[];
}

/** Hosts or workers that announced themselves within the last 15 seconds. Invalid entries under these keys are ignored. */
export async function readPresences(redis: Redis): Promise<Presences> {
  const [seconds, micros] = await redis.time();
  const now = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
  const [workers, hosts] = await Promise.all([
    readTexts(redis, workersKey, workerPresenceKey, now),
    readTexts(redis, hostsKey, hostPresenceKey, now),
  ]);
  return {
    now,
    workers: workers.flatMap(({ text }) => decoded(decodeWorkerPresence, text)),
    otherWorkers: workers.flatMap(({ id, text }) => otherWorker(id, text)),
    hosts: hosts.flatMap(({ text }) => decoded(decodeHostPresence, text)),
  };
}

async function readTexts(
  redis: Redis,
  index: string,
  keyOf: (id: string) => string,
  now: number,
): Promise<{ id: string; text: string }[]> {
  const ids = await redis.zrangebyscore(index, now - timing.presenceMs, '+inf', 'LIMIT', 0, maxRead);
  if (ids.length === 0) return [];
  const texts = await redis.mget(ids.map(keyOf));
  return ids.flatMap((id, place) => {
    const text = texts[place] ?? null;
    return text === null ? [] : [{ id, text }];
  });
}

function decoded<Presence>(decode: (text: string) => Presence, text: string): Presence[] {
  try {
    return [decode(text)];
  } catch (thrown) {
    if (thrown instanceof WireError) return [];
    throw thrown;
  }
}

const otherSchema = z.looseObject({
  v: z.int().min(0),
  name: placeNameSchema,
  engineVersion: z.string().max(64),
});

function otherWorker(id: string, text: string): OtherWorker[] {
  if (decoded(decodeWorkerPresence, text).length > 0) return [];
  try {
    const { name, engineVersion } = otherSchema.parse(JSON.parse(text));
    return [{ id, name, engineVersion }];
  } catch {
    return [];
  }
}
