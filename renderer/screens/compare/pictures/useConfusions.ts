import { AppError, isLive, type Confusion, type RunSummary } from '#api';
import { computed } from 'vue';
import { useClient, useLatest } from '#data';
import type { ConfusionSet } from '../../../figures/confusion-words.ts';

/**
 * The confusion matrices of the runs' final networks on a set, each read once the run has ended, and again after it was continued to
 * another end.
 */
export function useConfusions(runs: () => readonly RunSummary[], set: () => ConfusionSet) {
  const client = useClient();
  const known = new Map<string, Confusion | AppError>();
  const { value, isLoading } = useLatest(
    () =>
      runs()
        .filter(({ status }) => !isLive(status))
        .map(({ id, epochsDone }) => ({ id, key: `${id} ${epochsDone} ${set()}`, set: set() })),
    async (wanted) => {
      await Promise.all(
        wanted
          .filter(({ key }) => !known.has(key))
          .map(async ({ id, key, set: of }) => {
            const answer = client.readConfusion({ id, set: of });
            known.set(key, await answer.catch((thrown: unknown) => AppError.from(thrown)));
          }),
      );
      return new Map(wanted.map(({ id, key }) => [id, known.get(key)!]));
    },
    { key: (wanted) => wanted.map(({ key }) => key).join('\n') },
  );
  /** By run: its final network's confusion matrix, or why that is not available. */
  const confusions = computed(() => value.value ?? new Map<string, Confusion | AppError>());
  return { confusions, isLoading };
}
