import { statSync } from 'node:fs';
import type { OpeningStep } from '#api';
import type { StepListener, ThreadStep } from './opening-step.ts';
import { bytesReadBy } from './thread-reads.ts';

/** How often progress is read, in milliseconds. */
const intervalMs = 200;

/**
 * Forwards the steps of the opening thread, and reads the progress of a backup or migration, during which that thread is busy. Call `end`
 * once it has opened or failed.
 */
export function followOpening(onStep: (step: OpeningStep) => void): { onStep: StepListener; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const end = (): void => {
    clearInterval(timer);
    hasEnded = true;
  };
  return {
    end,
    onStep(step) {
      clearInterval(timer);
      if (hasEnded) return; // a thread that died is restarted, and nobody waits for that
      const read = stepReader(step);
      onStep(read());
      if (step.kind === 'backingUp' || step.kind === 'migrating')
        timer = setInterval(() => onStep(read()), intervalMs);
    },
  };
}

/** Returns a function that reads the progress of the step. */
function stepReader(given: ThreadStep): () => OpeningStep {
  if (given.kind === 'backingUp') {
    const { copy, sizeBytes } = given;
    return () => ({ kind: 'backingUp', copiedBytes: bytesOf(copy), sizeBytes });
  }
  if (given.kind !== 'migrating') return () => given;
  const { kind, step, of, counter, willRead } = given;
  const before = bytesReadBy(counter);
  return () => {
    const read = bytesReadBy(counter);
    if (before === null || read === null) return { kind, step, of };
    return { kind, step, of, share: Math.min(0.99, (read - before) / willRead) };
  };
}

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
