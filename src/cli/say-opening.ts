import { openingWords, type OpeningStep } from '#api';
import { say } from './say.ts';

/** How long something takes before it is worth a line, in milliseconds. */
const patienceMs = 1000;

/** How much further something is before that is worth another one, as a share of all. */
const stride = 0.1;

/**
 * Says on stderr what opening the history takes time for, once for each kind, and how far it is when it has come further. `end` it
 * when it is open or failed.
 */
export function sayOpening(): { onStep(step: OpeningStep): void; end(): void } {
  let latest: OpeningStep | null = null;
  /** Of the line before; null while there is none of this kind. */
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
