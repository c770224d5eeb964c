import { z } from 'zod';
import { limits } from './limits.ts';
import {
  generationSchema,
  hostIdSchema,
  placeNameSchema,
  runIdSchema,
  wireVersion,
  workerIdSchema,
} from './names.ts';
import { parseBy, parseJson } from './wire-error.ts';

const version = z.string().max(64);
/** Milliseconds since 1970 on Redis's clock, the only one that all share. */
const time = z.int().min(0);

const runOfWorkerSchema = z.strictObject({
  host: hostIdSchema,
  run: runIdSchema,
  generation: generationSchema,
  attempt: z.int().min(1),
  state: z.enum(['starting', 'training', 'replaying', 'paused']),
  /** The next epoch to be recorded. */
  epoch: z.int().min(0),
  epochsPerSecond: z.number().min(0),
});

/** A worker's announcement, repeated every few seconds. For another version, only `v`, `name` and `engineVersion` are known. */
export const workerPresenceSchema = z.strictObject({
  v: z.literal(wireVersion),
  id: workerIdSchema,
  name: placeNameSchema,
  machine: placeNameSchema,
  /** From `process.platform` and `process.arch`. */
  platform: version,
  pid: z.int().min(0),
  cores: z.int().min(1),
  slots: z.int().min(1),
  engineVersion: version,
  v8Version: version,
  /** Kernels whose runs it takes. */
  variants: z.array(version).max(8),
  state: z.enum(['ready', 'draining', 'leaving']),
  /** Why it cannot train at the moment; null if it can. */
  trouble: z.string().max(1000).nullable(),
  startedAt: time,
  seenAt: time,
  running: z.array(runOfWorkerSchema).max(limits.runsOfWorker),
});

export const hostPresenceSchema = z.strictObject({
  v: z.literal(wireVersion),
  id: hostIdSchema,
  machine: placeNameSchema,
  /** Identifies the data folder's path on its machine: a copy of the folder has the same id, but another path or machine. */
  folder: z.string().max(64),
  pid: z.int().min(0),
  /** New with each connection to the queue: only one instance receives what workers send. */
  instance: z.uuid(),
  engineVersion: version,
  /** Kernels that the host's float32 runs need. */
  variants: z.array(version).max(8),
  seenAt: time,
});

export type RunOfWorker = z.output<typeof runOfWorkerSchema>;
export type WorkerPresence = z.output<typeof workerPresenceSchema>;
export type HostPresence = z.output<typeof hostPresenceSchema>;

/** Throws WireError. */
export function decodeWorkerPresence(text: string): WorkerPresence {
  const what = "a worker's announcement";
  return parseBy(what, workerPresenceSchema, parseJson(what, text, 2 * 1024 ** 2));
}

/** Throws WireError. */
export function decodeHostPresence(text: string): HostPresence {
  const what = "a host's announcement";
  return parseBy(what, hostPresenceSchema, parseJson(what, text, 64 * 1024));
}
