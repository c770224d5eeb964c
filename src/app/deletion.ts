import type { Deleting } from '#api';
import type { DeletionStep } from '#storage';
import { type BackgroundOptions, createBackgroundWork } from './background-work.ts';

/** How long to wait for readers that keep the write-ahead log from being emptied, in milliseconds. */
const logRetryMs = 100;

/** Deletes the database rows of deleted runs, in the background. */
export interface Deletion {
  /** Call when there may be something to delete; `known` says how much, if that is known. */
  wake(known?: Deleting | null): void;
  /** What is left, as of the last step or the last `known`. */
  left(): Deleting | null;
  close(): Promise<void>;
}

export interface DeletionOptions extends Pick<BackgroundOptions, 'onDefect' | 'wait'> {
  readonly step: () => DeletionStep | Promise<DeletionStep>;
  /** Called after every step. */
  readonly onStep: () => void;
}

/** Deletes in steps, pausing after each for as long as it took, so that running trainings get their turn. */
export function createDeletion({ step, onStep, onDefect, wait }: DeletionOptions): Deletion {
  let left: Deleting | null = null;

  async function work(): Promise<number | null> {
    const start = performance.now();
    try {
      const done = await step();
      left = done.left;
      if (left === null) return null;
      return done.waits ? logRetryMs : performance.now() - start;
    } finally {
      onStep();
    }
  }

  const background = createBackgroundWork({ step: work, onDefect, wait });
  return {
    wake(known = null) {
      left = known ?? left;
      background.wake();
    },
    left: () => left,
    close: background.close,
  };
}
