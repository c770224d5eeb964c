import type { DatasetConfig, TableSummary } from '#api';
import { defineStore } from 'pinia';
import { computed, ref, watch, type ComputedRef } from 'vue';
import { useClient } from './useClient.ts';
import { useReconnected } from './useConnection.ts';
import { useEvents } from './useEvents.ts';
import { useLatest } from './useLatest.ts';

/** The imported tables, newest first; null until they are read. */
export const useTables = defineStore('tables', () => {
  const client = useClient();
  /** Nothing is read before somebody asks. */
  const isWanted = ref(false);
  const {
    value,
    error,
    reload: readAgain,
  } = useLatest(
    () => (isWanted.value ? 'tables' : null),
    () => client.listTables({}),
  );
  const tables = computed(() => value.value?.tables ?? null);
  const unreadable = computed(() => value.value?.unreadable ?? []);

  function reload(): Promise<void> {
    isWanted.value = true;
    return readAgain();
  }
  const refresh = (): void => void (isWanted.value && reload());
  useReconnected(refresh);
  useEvents((event) => {
    if (event.kind === 'historyChanged') refresh();
  });

  /** Rejects when runs learn from it. */
  async function remove(digest: string): Promise<void> {
    await client.deleteTable({ digest });
    await reload();
  }

  return { tables, unreadable, error, reload, remove };
});

/** The table that a dataset is, once tables are read; undefined when it is none, as generated data. */
function useTable(dataset: () => DatasetConfig | undefined): ComputedRef<TableSummary | undefined> {
  const store = useTables();
  const digest = (): string | undefined => {
    const known = dataset();
    return known?.kind === 'table' ? known.digest : undefined;
  };
  watch(
    digest,
    (wanted) => {
      if (wanted !== undefined && !store.tables?.some((table) => table.digest === wanted)) {
        void store.reload();
      }
    },
    { immediate: true },
  );
  return computed(() => store.tables?.find((table) => table.digest === digest()));
}

/** What the classes of a dataset are called: as its table calls them, else `class 0`, `class 1`, ... */
export function useClassNames(
  dataset: () => DatasetConfig | undefined,
): ComputedRef<(index: number) => string> {
  const table = useTable(dataset);
  return computed(() => (index) => table.value?.labels[index] ?? `class ${index}`);
}

/** What the features of a dataset are called; undefined where they have no names. */
export function useFeatureNames(
  dataset: () => DatasetConfig | undefined,
): ComputedRef<readonly string[] | undefined> {
  const table = useTable(dataset);
  return computed(() => table.value?.features);
}
