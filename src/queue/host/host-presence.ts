import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import { engineVersion, kernelVariant } from '#engine';
import type { QueueHost } from '#workers';
import { callScript } from '../connection/index.ts';
import {
  decodeHostPresence,
  hostPresenceKey,
  hostsKey,
  type HostPresence,
  timing,
  wireVersion,
} from '../wire/index.ts';

/**
 * Who takes what workers send for a folder: this process; another one of the same folder, which stores it in the same history; or
 * the host of a copy of the folder, which must not: then nothing can be done here.
 */
export type Taker = 'this' | 'sameFolder' | Pick<HostPresence, 'machine' | 'pid'>;

/** What a host says of itself, and how Redis' clock differs from this machine's. */
export interface PresenceOfHost {
  /** Says that it is there, unless another one does. */
  announce(): Promise<Taker>;
  /** To be added to a time of Redis' clock, in milliseconds. */
  readonly clockOffset: number;
  leave(): Promise<void>;
}

export function createHostPresence(
  redis: Redis,
  { id, folder }: Pick<QueueHost, 'id' | 'folder'>,
): PresenceOfHost {
  const key = hostPresenceKey(id);
  const machine = hostname().slice(0, 64) || 'unknown';
  const variants = [kernelVariant('float64'), kernelVariant('float32')];
  const said = { v: wireVersion, id, machine, folder, pid: process.pid, engineVersion, variants };
  let clockOffset = 0;
  let isAnnounced = false;

  async function other(): Promise<Taker> {
    const text = isAnnounced ? null : await redis.get(key);
    const present = text === null ? null : decode(text);
    if (present === null || (present.machine === machine && !isAlive(present.pid))) return 'this';
    return present.machine === machine && present.folder === folder ? 'sameFolder' : present;
  }

  return {
    async announce() {
      const taker = await other();
      if (taker !== 'this') return taker;
      const json = JSON.stringify(said).slice(0, -1);
      const at = await callScript(redis, 'announce', [key, hostsKey], [id, json, timing.presenceMs]);
      clockOffset = Date.now() - Number(at);
      isAnnounced = true;
      return 'this';
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
