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

/** Preferences for the number of runs trained at the same time, and of threads for each. */
const concurrencyKey = 'concurrency';
const threadsKey = 'threads';

/** The command that sets each of these preferences, because each has a check of its own. */
export const computeKeys: ReadonlyMap<string, string> = new Map([
  [concurrencyKey, 'setConcurrency'],
  [threadsKey, 'setThreads'],
]);

/** The computing resources that this host trains with. */
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
  /** Number of runs trained at the same time; by default what the user chose, otherwise `defaultConcurrency`. */
  readonly concurrency?: number | undefined;
  /** Threads for each run; by default what the user chose, otherwise as many as pay off. */
  readonly threads?: ThreadCount | undefined;
  /** Counts the usable cores and processors; by default those of this machine. */
  readonly countCores?: (() => Promise<CoreCount>) | undefined;
}

/** Takes its settings from the `stored` ones. `onChange` is called on every change. Throws invalidInput for more threads than cores. */
export async function openCompute(
  { countCores = countHere, ...given }: ComputeOptions,
  stored: Readonly<Record<string, unknown>>,
  store: Pick<Store, 'setPreference'>,
  log: Log,
  onChange: () => void,
): Promise<Compute> {
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

/** One run per core, with one processor left for the window and the host: a hyper-thread is enough for that. */
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

/** undefined if nothing usable is stored. */
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
