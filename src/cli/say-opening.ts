import { openingWords, type OpeningStep } from '#api';
import { say } from './say.ts';

/** How long something takes before it is worth a line, in milliseconds. */
const patienceMs = 1000;

/** Says on stderr what opening the history takes time for, once for each kind. `end` it when it is open or failed. */
export function sayOpening(): { onStep(step: OpeningStep): void; end(): void } {
  let kind: OpeningStep['kind'] | null = null;
  let timer: NodeJS.Timeout | undefined;
  return {
    onStep(step) {
      if (step.kind === kind) return;
      kind = step.kind;
      clearTimeout(timer);
      const { title, text } = openingWords(step);
      timer = setTimeout(() => say(`${title}: ${text}`), patienceMs);
    },
    end: () => clearTimeout(timer),
  };
}
