import { isLive, type RunSummary } from '#api';
import { computed, shallowRef, type WritableComputedRef } from 'vue';
import { usePreference } from '#data';
import { trainedRate } from '../../shared/cursor/pace.ts';
import { useEpochCursor, type EpochCursor } from '../../shared/cursor/useEpochCursor.ts';
import type { Snapshot } from './useComparedSnapshots.ts';

/** A single epoch for all pictures of all compared runs. */
export function useCompareCursor(
  runs: () => readonly RunSummary[],
  snapshots: () => ReadonlyMap<string, readonly Snapshot[]>,
) {
  const pace = usePreference('run.pace');
  /** Epochs for which any of the runs kept its parameters, ascending. */
  const pictures = computed(() => {
    const all = runs().flatMap(({ id }) => (snapshots().get(id) ?? []).map(({ epoch }) => epoch));
    return [...new Set(all)].sort((a, b) => a - b);
  });
  const last = computed(() =>
    Math.max(0, pictures.value.at(-1) ?? 0, ...runs().map(({ epochsDone }) => epochsDone - 1)),
  );
  /** Epochs per second at which the longest run was trained. */
  const trained = computed(() => {
    const longest = runs().reduce<RunSummary | null>(
      (found, run) => (found && found.epochsDone >= run.epochsDone ? found : run),
      null,
    );
    return longest && trainedRate(longest);
  });
  const cursor = useEpochCursor({
    range: () => ({ first: 0, last: last.value }),
    played: () => ({ pace: pace.value, trained: trained.value, pictures: pictures.value }),
  });
  return { cursor, pictures, trained, isLive: computed(() => runs().some(({ status }) => isLive(status))) };
}

/** The crosshair of all charts: the cursor's if the charts are over epochs, otherwise one that only follows the pointer. */
export function useCrosshair(
  { hairline }: EpochCursor,
  isOverEpochs: () => boolean,
): WritableComputedRef<number | null> {
  const pointed = shallowRef<number | null>(null);
  return computed({
    get: () => (isOverEpochs() ? hairline.value : pointed.value),
    set: (place) => (isOverEpochs() ? (hairline.value = place) : (pointed.value = place)),
  });
}

export type CompareCursor = ReturnType<typeof useCompareCursor>;
