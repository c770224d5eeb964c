import { statSync } from 'node:fs';
import type { OpeningStep } from '#api';
import type { TellStep } from './opening-step.ts';

/** How often the size of a copy is looked at, in milliseconds. */
const lookMs = 200;

/** Passes on what the opening thread tells, and how far a copy is: that thread is busy then. `end` it when it is open or failed. */
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
      if (step.kind !== 'backingUp') {
        onStep(step);
        return;
      }
      const { copy, sizeBytes } = step;
      const look = (): void => onStep({ kind: 'backingUp', copiedBytes: bytesOf(copy), sizeBytes });
      looking = setInterval(look, lookMs);
      look();
    },
  };
}

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
