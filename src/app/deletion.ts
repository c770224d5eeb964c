import { setTimeout } from 'node:timers/promises';
import { AppError, type Deleting } from '#api';
import type { DeletionStep } from '#storage';

/** How long to wait when nothing can be written: a lock held for long, a full disk. */
const retryMs = 1000;
/** How long to wait for readers that keep the write-ahead log from being emptied. */
const logRetryMs = 100;

/** Deletes in the background what deleted runs have in the database. */
export interface Deletion {
  /** To be called when there may be something to delete: how much, where that is known. */
  wake(known?: Deleting | null): void;
  /** What is left, as of the last step or of what was known then. */
  left(): Deleting | null;
  /** Ends it; resolves when the step under way is done. The next host on the folder goes on. */
  close(): Promise<void>;
}

export interface DeletionOptions {
  readonly step: () => DeletionStep | Promise<DeletionStep>;
  /** Called after every step. */
  readonly onStep: () => void;
  readonly onDefect: (error: unknown) => void;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Runs step by step, and after each waits for as long as it took, so that what trains gets its turn. */
export function createDeletion(options: DeletionOptions): Deletion {
  const { step, onStep, onDefect, wait = waitFor } = options;
  const closing = new AbortController();
  let left: Deleting | null = null;
  let isWanted = false;
  let working: Promise<void> | null = null;

  /** Returns how long to wait before the next step, in milliseconds. */
  async function work(): Promise<number> {
    const start = performance.now();
    try {
      const done = await step();
      left = done.left;
      if (left === null) return 0;
      isWanted = true;
      return done.waits ? logRetryMs : performance.now() - start;
    } catch (thrown) {
      if (AppError.from(thrown).code === 'internal') onDefect(thrown);
      else isWanted = true;
      return retryMs;
    } finally {
      onStep();
    }
  }

  async function workOn(): Promise<void> {
    while (isWanted && !closing.signal.aborted) {
      isWanted = false;
      const pauseMs = await work();
      if (isWanted) await wait(pauseMs, closing.signal);
    }
    working = null;
  }

  return {
    wake(known = null) {
      left = known ?? left;
      isWanted = true;
      working ??= workOn();
    },
    left: () => left,
    async close() {
      closing.abort();
      await working;
    },
  };
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
