import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import { engineVersion, kernelVariant } from '#engine';
import { callScript } from '../connection/index.ts';
import {
  decodeHostPresence,
  hostPresenceKey,
  hostsKey,
  type HostPresence,
  timing,
  wireVersion,
} from '../wire/index.ts';

/** What a host says of itself, and how Redis' clock differs from this machine's. */
export interface PresenceOfHost {
  /** Says that it is there. Resolves to who else uses this folder's queue, null for nobody: then nothing was said. */
  announce(): Promise<Pick<HostPresence, 'machine' | 'pid'> | null>;
  /** To be added to a time of Redis' clock, in milliseconds. */
  readonly clockOffset: number;
  leave(): Promise<void>;
}

export function createHostPresence(redis: Redis, id: string): PresenceOfHost {
  const key = hostPresenceKey(id);
  const machine = hostname().slice(0, 64) || 'unknown';
  const variants = [kernelVariant('float64'), kernelVariant('float32')];
  const said = { v: wireVersion, id, machine, pid: process.pid, engineVersion, variants };
  let clockOffset = 0;
  let isAnnounced = false;

  /** A copy of a data folder has its id: two that read one stream would each lack what the other took. */
  async function other(): Promise<Pick<HostPresence, 'machine' | 'pid'> | null> {
    const text = isAnnounced ? null : await redis.get(key);
    if (text === null) return null;
    const present = decode(text);
    if (present === null || (present.machine === machine && !isAlive(present.pid))) return null;
    return present;
  }

  return {
    async announce() {
      const present = await other();
      if (present !== null) return present;
      const json = JSON.stringify(said).slice(0, -1);
      const at = await callScript(redis, 'announce', [key, hostsKey], [id, json, timing.presenceMs]);
      clockOffset = Date.now() - Number(at);
      isAnnounced = true;
      return null;
    },
    get clockOffset() {
      return clockOffset;
    },
    async leave() {
      if (!isAnnounced) return;
      await redis.multi().del(key).zrem(hostsKey, id).exec();
    },
  };
}

/** Null for what this version does not write. */
function decode(text: string): HostPresence | null {
  try {
    return decodeHostPresence(text);
  } catch {
    return null;
  }
}

/** False for this process, too: it may have been here before. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
