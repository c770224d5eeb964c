import { z } from 'zod';
import { engineVersion } from '#engine';

/** Increased with every change to the contents of the queue's keys. */
export const wireVersion = 1;
/** BullMQ's prefix, and that of every other key: an access list needs only `~lambdascope:*` and `&lambdascope:*`. */
export const prefix = 'lambdascope';

/** A data folder's own id. */
export const hostIdSchema = z.uuid();
/** A worker's id, new with each start. */
export const workerIdSchema = z.uuid();
export const runIdSchema = z.string().regex(/^[0-9a-z]{1,32}$/, 'a run id');
/** Counted by the host with each submission of a run, from 1. */
export const generationSchema = z.int().min(1);
/** The name of a worker or a machine, for display. */
export const placeNameSchema = z.string().min(1).max(64);

/** The queue for runs that one set of kernels trains to the same bits. */
export function queueName(kernelVariant: string): string {
  return `runs-${engineVersion}-${kernelVariant}`;
}

/** Contains no ':', which BullMQ reserves for itself, and is not an integer. */
export function jobIdOf(host: string, run: string, generation: number): string {
  return `${host}-${run}-${generation}`;
}

export const workerPresenceKey = (worker: string): string => `${prefix}:worker:${worker}`;
export const hostPresenceKey = (host: string): string => `${prefix}:host:${host}`;
/** `drain` or `remove`, a request to a worker; as a channel, a hint that it changed. */
export const workerWishKey = (worker: string): string => `${prefix}:worker-wish:${worker}`;
/** Sorted sets of announced workers and hosts, scored by milliseconds of Redis's clock. */
export const workersKey = `${prefix}:workers`;
export const hostsKey = `${prefix}:hosts`;

/** The keys of one host. */
export function hostKeys(host: string) {
  const of = (rest: string): string => `${prefix}:${host}:${rest}`;
  return {
    /** Stream of what workers send, read by the group `resultsGroup`. */
    results: of('results'),
    /** Number of bytes in the stream that the host has not received yet, see scripts.ts. */
    bytes: of('bytes'),
    /** Hash: from run to the request for it, as JSON, see wish.ts. */
    wishes: of('wishes'),
    /** Channel: the id of a run whose wish changed. A hint that can be lost. */
    wishHints: of('wish-hints'),
    /** Hash: the newest state to resume from, see scripts.ts. */
    checkpoint: (run: string): string => of(`checkpoint:${run}`),
    /** Hash: the `count` of chunks, and each chunk by its number from 0. */
    table: (digest: string): string => of(`table:${digest}`),
  };
}

/** The consumer group of a host's stream of results. */
export const resultsGroup = 'host';
