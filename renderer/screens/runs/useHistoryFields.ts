import { shallowRef, watch } from 'vue';
import type { NamedLayers } from '#api';
import { useClient, useLatest } from '#data';

/** The layers that name the history's columns, as far as known. */
export const historyLayers = shallowRef<NamedLayers>([]);

/** Which fields occur in the history, read while someone asks, together with the names of its layers. */
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
