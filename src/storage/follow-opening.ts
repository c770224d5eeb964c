import { statSync } from 'node:fs';
import type { OpeningStep } from '#api';
import type { TellStep, ThreadStep } from './opening-step.ts';
import { bytesReadBy } from './thread-reads.ts';

/** How often it is looked at how far something is, in milliseconds. */
const lookMs = 200;

/** Passes on what the opening thread tells, and how far a copy or a migration is: that thread is busy then. `end` it when it is open or failed. */
export function followOpening(onStep: (step: OpeningStep) => void): { tell: TellStep; end(): void } {
  let looking: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const end = (): void => {
    clearInterval(looking);
    hasEnded = true;
  };
  return {
    end,
    tell(step) {
      clearInterval(looking);
      if (hasEnded) return; // a thread that died is opened anew, and nobody waits for that
      const look = lookAt(step);
      onStep(look());
      if (step.kind === 'backingUp' || step.kind === 'migrating')
        looking = setInterval(() => onStep(look()), lookMs);
    },
  };
}

/** How far a step is, whenever it is called. */
function lookAt(told: ThreadStep): () => OpeningStep {
  if (told.kind === 'backingUp') {
    const { copy, sizeBytes } = told;
    return () => ({ kind: 'backingUp', copiedBytes: bytesOf(copy), sizeBytes });
  }
  if (told.kind !== 'migrating') return () => told;
  const { kind, step, of, counter, willRead } = told;
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
