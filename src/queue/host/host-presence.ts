import { randomUUID } from 'node:crypto';
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
 * Who receives what workers send for a folder: this process; another one of the same folder, which stores it in the same history; or the
 * host of a copy of the folder, which must not, so that nothing can be done here.
 */
export type Taker = 'this' | 'sameFolder' | Pick<HostPresence, 'machine' | 'pid'>;

/** A host's announcement of itself, and how Redis's clock differs from this machine's. */
export interface PresenceOfHost {
  /** Announces this host, unless another one is already announced. */
  announce(): Promise<Taker>;
  /** To be added to a time of Redis's clock, in milliseconds. */
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
  const instance = randomUUID();
  const said = { v: wireVersion, id, machine, folder, pid: process.pid, instance, engineVersion, variants };
  let clockOffset = 0;
  let isAnnounced = false;

  /** The time of Redis's clock, or the announcement of another host that is present. `over` is the announcement of one that is gone. */
  async function claim(over: string): Promise<string> {
    const json = JSON.stringify(said).slice(0, -1);
    const args = [id, json, timing.presenceMs, instance, over];
    return String(await callScript(redis, 'announce', [key, hostsKey], args));
  }

  const isThere = (other: HostPresence | null): other is HostPresence =>
    other !== null && (other.machine !== machine || isAlive(other.pid));

  return {
    async announce() {
      let answer = await claim('');
      if (!isTime(answer) && !isThere(decode(answer))) answer = await claim(answer);
      isAnnounced = isTime(answer);
      if (isAnnounced) {
        clockOffset = Date.now() - Number(answer);
        return 'this';
      }
      const other = decode(answer);
      return other === null || (other.machine === machine && other.folder === folder) ? 'sameFolder' : other;
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

const isTime = (answer: string): boolean => /^\d+$/.test(answer);

/** Null for anything that this version does not write. */
function decode(text: string): HostPresence | null {
  try {
    return decodeHostPresence(text);
  } catch {
    return null;
  }
}

/** Also false for this process: it may have announced itself before. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
