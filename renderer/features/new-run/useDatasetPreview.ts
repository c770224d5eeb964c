import { AppError, countSamples, type DatasetPreview } from '#api';
import { computed, shallowRef, watch } from 'vue';
import { formatCount } from '../../components/format.ts';
import { useClient } from '../../composables/useClient.ts';
import type { DraftForm } from './useDraft.ts';

/** More than this is not drawn: no one could tell the points apart. */
const mostSamples = 100_000;
const afterMs = 120;

/** The samples that a run of this draft would see, a moment after the last change. The last ones stay meanwhile. */
export function useDatasetPreview({ config }: DraftForm) {
  const client = useClient();
  const preview = shallowRef<DatasetPreview | null>(null);
  const failure = shallowRef<string | null>(null);

  const request = computed(() => {
    if (!config.value) return null;
    const { dataset, validation, test, layers, seed } = config.value;
    // On a grid, weights are drawn between the two sets: the validation set depends on the sizes of the layers.
    return JSON.stringify({ dataset, validation, test, layers, seed });
  });
  const samples = computed(() => {
    if (!config.value) return 0;
    const { training, validation } = countSamples(config.value);
    return training + validation;
  });

  watch(
    request,
    (wanted, _before, onCleanup) => {
      if (wanted === null || samples.value > mostSamples) return;
      const timer = setTimeout(
        () => {
          client.previewDataset(JSON.parse(wanted)).then(
            (answer) => {
              if (request.value === wanted) [preview.value, failure.value] = [answer, null];
            },
            (thrown: unknown) => (failure.value = AppError.from(thrown).message),
          );
        },
        preview.value ? afterMs : 0,
      );
      onCleanup(() => clearTimeout(timer));
    },
    { immediate: true },
  );

  const note = computed(() => {
    if (samples.value > mostSamples) {
      return `${formatCount(samples.value)} samples are too many to draw; the limit is ${formatCount(mostSamples)}.`;
    }
    if (request.value === null) {
      return preview.value
        ? 'The last valid data are shown.'
        : 'The samples appear once every field is right.';
    }
    return failure.value;
  });

  return { preview, note };
}
