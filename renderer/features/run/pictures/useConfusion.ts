import { AppError, isLive, type Confusion, type RunSummary } from '#api';
import { shallowRef, watch, type ShallowRef } from 'vue';
import { useClient } from '../../../composables/useClient.ts';
import type { ConfusionSet } from './confusion-words.ts';

export interface UsedConfusion {
  readonly confusion: Readonly<ShallowRef<Confusion | null>>;
  readonly error: Readonly<ShallowRef<AppError | null>>;
}

/** What the final network of a run takes a set for, once it has one; read anew when the run went on to another end. */
export function useConfusion(run: () => RunSummary, set: () => ConfusionSet): UsedConfusion {
  const client = useClient();
  const confusion = shallowRef<Confusion | null>(null);
  const error = shallowRef<AppError | null>(null);

  watch(
    () => [run().id, run().epochsDone, isLive(run().status), set()] as const,
    async (asked) => {
      confusion.value = null;
      error.value = null;
      const [id, , live, wanted] = asked;
      if (live) return;
      const isCurrent = (): boolean => asked[1] === run().epochsDone && wanted === set() && id === run().id;
      try {
        const answer = await client.readConfusion({ id, set: wanted });
        if (isCurrent()) confusion.value = answer;
      } catch (thrown) {
        if (isCurrent()) error.value = AppError.from(thrown);
      }
    },
    { immediate: true },
  );
  return { confusion, error };
}
