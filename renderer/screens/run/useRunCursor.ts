import type { RunSummary } from '#api';
import { usePreference } from '../../data/usePreference.ts';
import { trainedRate } from '../shared/cursor/pace.ts';
import { useCursorAddress } from '../shared/cursor/useCursorAddress.ts';
import { useEpochCursor, type EpochCursor } from '../shared/cursor/useEpochCursor.ts';

/** The cursor over the epochs of a run, kept in the address, with the pace chosen last. `pictures` are the epochs that have a picture. */
export function useRunCursor(run: () => RunSummary, pictures: () => readonly number[]): EpochCursor {
  const pace = usePreference('run.pace');
  const cursor = useEpochCursor({
    range() {
      const { branch, epochsDone } = run();
      const first = branch?.epoch ?? 0;
      // The final parameters are those after the last recorded epoch.
      return { first, last: Math.max(first, epochsDone - 1, pictures().at(-1) ?? 0) };
    },
    played: () => ({ pace: pace.value, trained: trainedRate(run()), pictures: pictures() }),
  });
  return useCursorAddress(cursor);
}
