import {
  type CommandInput,
  defaultConfirmationSeeds,
  minConfirmationSeeds,
  gridPointName,
  maxConfirmationSeeds,
  type Place,
} from '#api';
import { computed, ref } from 'vue';
import { useClient, useLatest } from '#data';

/** Represents whichever setting has the lowest validation loss. */
export const lowestCell = -1;

/** Which confirmation of a sweep is requested, and what it would take at its place. */
export function useConfirmationWish(sweepId: () => string, place: () => Place) {
  const client = useClient();
  const cell = ref(lowestCell);
  const count = ref<unknown>(defaultConfirmationSeeds);
  const issue = computed(() => {
    const value = Number(count.value);
    return Number.isInteger(value) && value >= minConfirmationSeeds && value <= maxConfirmationSeeds
      ? undefined
      : `Got ${String(count.value) || 'nothing'}; allowed: ${minConfirmationSeeds} to ${maxConfirmationSeeds}, as one pair has no interval`;
  });
  const chosen = computed(() => ({
    ...{ id: sweepId(), place: place() },
    ...(cell.value === lowestCell ? {} : { cell: cell.value }),
  }));
  const { value: preview, error: refusal } = useLatest(
    () => (issue.value ? null : { ...chosen.value, count: Number(count.value) }),
    (asked) => client.previewConfirmation(asked),
    { key: JSON.stringify, keeps: () => false },
  );

  return {
    cell,
    count,
    issue,
    preview,
    refusal,
    /** Exactly what was shown: these seeds, this setting and this place; null while nothing is. */
    agreed(): Omit<CommandInput<'confirmSweep'>, 'again'> | null {
      if (issue.value || !preview.value) return null;
      const { plan } = preview.value;
      return { ...chosen.value, seeds: [...plan.seeds], agreed: gridPointName(plan.chosen) };
    },
  };
}
