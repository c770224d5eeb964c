import {
  AppError,
  concurrencySchema,
  type CoreCount,
  describeCores,
  type ThreadCount,
  threadsSchema,
} from '#api';
import type { Store } from '#storage';
import { countCores as countHere } from '#workers';
import type { z } from 'zod';
import type { Log } from './log/index.ts';

/** The preferences that keep how many runs train at the same time, and by how many threads each. */
const concurrencyKey = 'concurrency';
const threadsKey = 'threads';

/** Who sets these, as each has a check of its own. */
export const computeKeys: ReadonlyMap<string, string> = new Map([
  [concurrencyKey, 'setConcurrency'],
  [threadsKey, 'setThreads'],
]);

/** What this host trains on. */
export interface Compute {
  readonly cores: CoreCount;
  /** How many runs train at the same time. */
  readonly concurrency: number;
  /** How many threads train a run. */
  readonly threads: ThreadCount;
  setConcurrency(concurrency: number): Promise<void>;
  /** Throws invalidInput for more threads than there are cores. */
  setThreads(threads: ThreadCount): Promise<void>;
  /** Counts the cores again: a machine can lose some, or get them back. */
  recount(): Promise<void>;
}

export interface ComputeOptions {
  /** Runs trained at the same time; by default what the user chose, else `defaultConcurrency`. */
  readonly concurrency?: number | undefined;
  /** Threads for each run; by default what the user chose, else as many as pay. */
  readonly threads?: ThreadCount | undefined;
  /** Counts what may be used; by default that of this machine. */
  readonly countCores?: (() => Promise<CoreCount>) | undefined;
}

/** Loads its settings from `store`. `onChange` is called on every change. Throws invalidInput for more threads than cores. */
export async function openCompute(
  { countCores = countHere, ...given }: ComputeOptions,
  store: Pick<Store, 'getPreferences' | 'setPreference'>,
  log: Log,
  onChange: () => void,
): Promise<Compute> {
  const stored = await store.getPreferences();
  let cores = await countCores();
  if (given.threads !== undefined) requireCores(given.threads, cores);
  let chosen =
    given.concurrency ?? readStored(stored, concurrencyKey, concurrencySchema, 'a number from 1 to 64', log);
  let threads =
    given.threads ??
    readStored(stored, threadsKey, threadsSchema, '"auto" or a number from 1 to 1024', log) ??
    'auto';

  return {
    get cores() {
      return cores;
    },
    get concurrency() {
      return chosen ?? defaultConcurrency(cores);
    },
    get threads() {
      return threads;
    },
    async setConcurrency(next) {
      await store.setPreference(concurrencyKey, next);
      chosen = next;
      onChange();
    },
    async setThreads(next) {
      requireCores(next, cores);
      await store.setPreference(threadsKey, next);
      threads = next;
      onChange();
    },
    async recount() {
      const before = describeCores(cores);
      cores = await countCores();
      const now = describeCores(cores);
      if (now === before) return;
      log.write('info', `available for training: ${now}; before: ${before}`);
      onChange();
    },
  };
}

/** A run for each core, with a processor left for the window and the host: a hyper-thread does for that. */
export function defaultConcurrency({ cores, processors }: CoreCount): number {
  return Math.min(cores, Math.max(1, processors - 1));
}

/** Throws invalidInput for more threads than there are cores. */
function requireCores(threads: ThreadCount, count: CoreCount): void {
  if (threads === 'auto' || threads <= count.cores) return;
  throw new AppError(
    'invalidInput',
    `threads: got ${threads}; allowed: auto, or a number from 1 to ${count.cores}: there are ${describeCores(count)}`,
  );
}

/** undefined if nothing is stored, or nothing that can be taken. */
function readStored<Value>(
  preferences: Readonly<Record<string, unknown>>,
  key: string,
  schema: z.ZodType<Value>,
  allowed: string,
  log: Log,
): Value | undefined {
  const stored = preferences[key];
  if (stored === undefined) return undefined;
  const read = schema.safeParse(stored);
  if (read.success) return read.data;
  log.write(
    'warning',
    `the preference ${key} is ${JSON.stringify(stored)}; allowed: ${allowed}. The default is used; choose another value in Settings`,
  );
  return undefined;
}
