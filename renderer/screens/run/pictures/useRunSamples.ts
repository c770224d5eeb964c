import type { DatasetPreview, RunSummary } from '#api';
import { type Latest, useClient, useLatest } from '#data';

/**
 * The samples of a run, generated again by the host, once `needed`: the first two features of its training and validation samples and, with
 * `inputs`, all features of its training samples.
 */
export function useRunSamples(
  run: () => RunSummary,
  needed: () => boolean,
  inputs = false,
): Latest<DatasetPreview> {
  const client = useClient();
  return useLatest(
    () => (needed() ? run() : null),
    ({ config: { dataset, validation, test, layers, seed } }) =>
      client.previewDataset({ dataset, validation, test, layers, seed, inputs }),
    { key: ({ id }) => id, keeps: (next, answered) => next === null || next.id === answered.id },
  );
}
