import { AppError, type DatasetPreview, type RunSummary } from '#api';
import { shallowRef, watch, type ShallowRef } from 'vue';
import { useClient } from '../../../composables/useClient.ts';

export interface UsedSamples {
  /** The first two features of the samples that the run trains on and is validated with, and all of those it trains on where wanted. */
  readonly samples: Readonly<ShallowRef<DatasetPreview | null>>;
  readonly error: Readonly<ShallowRef<AppError | null>>;
}

/** The samples of a run, drawn again by the host, once `needed`. */
export function useRunSamples(run: () => RunSummary, needed: () => boolean, inputs = false): UsedSamples {
  const client = useClient();
  const samples = shallowRef<DatasetPreview | null>(null);
  const error = shallowRef<AppError | null>(null);

  watch(
    () => (needed() ? run().id : null),
    async (id, before) => {
      if (id === null || (id === before && samples.value)) return;
      samples.value = null;
      error.value = null;
      const { dataset, validation, test, layers, seed } = run().config;
      try {
        const answer = await client.previewDataset({ dataset, validation, test, layers, seed, inputs });
        if (run().id === id) samples.value = answer;
      } catch (thrown) {
        if (run().id === id) error.value = AppError.from(thrown);
      }
    },
    { immediate: true },
  );
  return { samples, error };
}
