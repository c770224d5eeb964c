import type { RunSummary } from '#api';
import { watch } from 'vue';
import { count, orNone } from '../../../data/address/address-kinds.ts';
import { useAddress } from '../../../data/address/useAddress.ts';
import { usePreference } from '../../../data/usePreference.ts';
import { trainedRate } from './pace.ts';
import { useEpochCursor, type EpochCursor } from './useEpochCursor.ts';

/** The cursor over the epochs of a run, kept in the address, at the pace that was chosen last. `pictures` are the epochs of which one is kept. */
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
  const inAddress = useAddress<number | null>('at', orNone(count()), null, { drags: true });
  watch(inAddress, (epoch) => epoch !== cursor.held.value && cursor.go(epoch ?? Infinity));
  if (inAddress.value !== null) cursor.go(inAddress.value);
  // While it plays it is nowhere in particular.
  watch([cursor.held, cursor.playing], ([held, playing]) => {
    if (!playing) inAddress.value = held;
  });
  return cursor;
}
