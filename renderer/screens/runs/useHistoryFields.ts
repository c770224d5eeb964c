import { shallowRef, watch } from 'vue';
import type { NamedLayers } from '#api';
import { useClient } from '../../data/useClient.ts';
import { useLatest } from '../../data/useLatest.ts';

/** The layers by which the history's columns are called, as far as they are known. */
export const historyLayers = shallowRef<NamedLayers>([]);

/** Which fields occur in the history, read while somebody asks; so is what its layers are called. */
export function useHistoryFields(isAsked: () => boolean) {
  const client = useClient();
  const latest = useLatest(
    () => (isAsked() ? 'fields' : null),
    () => client.describeFields(),
    { keeps: () => true },
  );
  watch(latest.value, (described) => described && (historyLayers.value = described.layers));
  return latest;
}
