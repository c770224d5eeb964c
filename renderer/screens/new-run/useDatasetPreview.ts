import { countSamples } from '#api';
import { computed } from 'vue';
import { formatCount } from '#words';
import { useClient, useLatest } from '#data';
import type { DraftForm } from './useDraft.ts';

/** More samples than this are not drawn: no one could tell the points apart. */
const mostSamples = 100_000;
const afterMs = 120;

/** The samples that a run of this draft would see, updated a moment after the last change. The previous ones stay meanwhile. */
export function useDatasetPreview({ config }: DraftForm) {
  const client = useClient();

  const request = computed(() => {
    if (!config.value) return null;
    const { dataset, validation, test, layers, seed } = config.value;
    // On a grid, weights are drawn between the two sets: the validation set depends on the layer sizes.
    return JSON.stringify({ dataset, validation, test, layers, seed });
  });
  const samples = computed(() => {
    if (!config.value) return 0;
    const { training, validation } = countSamples(config.value);
    return training + validation;
  });

  const { value: preview, error } = useLatest(
    () => (samples.value > mostSamples ? null : request.value),
    (wanted) => client.previewDataset(JSON.parse(wanted)),
    { keeps: () => true, settleMs: afterMs },
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
    return error.value?.message ?? null;
  });

  return { preview, note };
}
