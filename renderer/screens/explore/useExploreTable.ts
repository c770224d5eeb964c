import type { FieldColumns, NamedLayers, Timeline } from '#api';
import { useThrottleFn } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';
import { useClient } from '../../data/useClient.ts';
import { useReconnected } from '../../data/useConnection.ts';
import { useEvents } from '../../data/useEvents.ts';
import { type Latest, useLatest } from '../../data/useLatest.ts';

/** Which runs: what their list would show. */
export interface ExploreSelection {
  readonly filter: string;
  readonly sweepId?: string;
}

/** While thousands of runs train, a picture this old still tells the same. */
const reloadEveryMs = 3000;

/** The values of `fields`, and of all in which the runs differ, read again when runs change. */
export function useExploreTable(
  selection: () => ExploreSelection,
  fields: () => readonly string[],
): Latest<FieldColumns> {
  const client = useClient();
  const latest = useLatest(
    () => ({ ...selection(), fields: [...fields()], withDiffering: true }),
    (query) => client.readColumns(query),
    { key: (query) => JSON.stringify(query) },
  );
  useFreshness(latest);
  return latest;
}

/** When they were trained; read only while somebody looks at it. */
export function useTimeline(selection: () => ExploreSelection | null): Latest<Timeline> {
  const client = useClient();
  const latest = useLatest(selection, (query) => client.readTimeline(query), {
    key: (query) => JSON.stringify(query),
  });
  useFreshness(latest);
  return latest;
}

/** Reads again when runs change, and when the host is found again. */
function useFreshness({ reload }: Latest<unknown>): void {
  const reloadSoon = useThrottleFn(() => void reload(), reloadEveryMs, true, true);
  useEvents((event) => {
    if (event.kind === 'runsChanged' || event.kind === 'runsRemoved' || event.kind === 'historyChanged')
      void reloadSoon();
  });
  useReconnected(() => void reload());
}

/** The layers by which paths are called, null where runs differ in them. */
export function useSharedLayers(table: () => FieldColumns | null): ComputedRef<NamedLayers | null> {
  const client = useClient();
  /** Any run will do: all have the same layers. */
  const first = computed(() => {
    const read = table();
    const isShared = read?.columns.every(({ field }) => !/^layers\.\d+\.kind$/.test(field.name)) ?? false;
    return isShared ? (read?.runs[0]?.id ?? null) : null;
  });
  const { value } = useLatest(
    () => first.value,
    async (id) => (await client.readRuns({ ids: [id] })).runs[0]?.config.layers ?? null,
  );
  return computed(() => value.value);
}
