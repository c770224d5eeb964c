import { openingWords, type OpeningStep } from '#api';
import { say } from './say.ts';

/** How long a step must take before it is reported, in milliseconds. */
const patienceMs = 1000;

/** How much progress is worth another line, as a fraction of the whole. */
const stride = 0.1;

/**
 * Reports on stderr the slow steps of opening the history, once per kind, and again as they progress. Call `end` when it is open or has
 * failed.
 */
export function sayOpening(): { onStep(step: OpeningStep): void; end(): void } {
  let latest: OpeningStep | null = null;
  /** The progress in the previous line; null while there is none of this kind. */
  let said: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  function line(): void {
    const { title, text, progress } = openingWords(latest!);
    said = progress ?? 0;
    say(`${title}: ${text}`);
  }
  return {
    onStep(step) {
      const isAnother = step.kind !== latest?.kind;
      latest = step;
      if (isAnother) {
        clearTimeout(timer);
        said = null;
        timer = setTimeout(line, patienceMs);
      } else if (said !== null && (openingWords(step).progress ?? 0) >= said + stride) line();
    },
    end: () => clearTimeout(timer),
  };
}
