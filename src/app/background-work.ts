import { setTimeout } from 'node:timers/promises';
import { AppError } from '#api';

/** How long to wait when nothing can be written, because of a long lock or a full disk, in milliseconds. */
const retryMs = 1000;

/** Work done in steps, in the background. */
export interface BackgroundWork {
  /** Call when there may be something to do. */
  wake(): void;
  /** Ends it; resolves when the current step is done. The next host on the folder continues. */
  close(): Promise<void>;
}

export interface BackgroundOptions {
  /** Does a little; returns how long to wait before the next step, in milliseconds, or null if nothing is left. */
  readonly step: () => Promise<number | null>;
  readonly onDefect: (error: unknown) => void;
  /** Resolves after the given time in milliseconds, or as soon as the signal is aborted. */
  readonly wait?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** Runs steps until nothing is left, and again when it is woken. A failed step is retried, unless it is a defect in our code. */
export function createBackgroundWork({ step, onDefect, wait = waitFor }: BackgroundOptions): BackgroundWork {
  const closing = new AbortController();
  let isWanted = false;
  let working: Promise<void> | null = null;

  async function work(): Promise<number | null> {
    try {
      return await step();
    } catch (thrown) {
      if (AppError.from(thrown).code !== 'internal') return retryMs;
      onDefect(thrown);
      return null;
    }
  }

  async function workOn(): Promise<void> {
    while (isWanted && !closing.signal.aborted) {
      isWanted = false;
      const pauseMs = await work();
      isWanted ||= pauseMs !== null;
      if (isWanted) await wait(pauseMs ?? 0, closing.signal);
    }
    working = null;
  }

  return {
    wake() {
      isWanted = true;
      working ??= workOn();
    },
    async close() {
      closing.abort();
      await working;
    },
  };
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
