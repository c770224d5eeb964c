import type { DatasetConfig, TableSummary } from '#api';
import { defineStore } from 'pinia';
import { computed, ref, watch, type ComputedRef } from 'vue';
import { useClient, useEvents, useReconnected } from './host.ts';
import { useLatest } from './useLatest.ts';

/** The imported tables, newest first; null until they are read. */
export const useTables = defineStore('tables', () => {
  const client = useClient();
  /** Nothing is read before someone asks. */
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

  /** Rejects if runs use it. */
  async function remove(digest: string): Promise<void> {
    await client.deleteTable({ digest });
    await reload();
  }

  return { tables, unreadable, error, reload, remove };
});

/** The table behind a dataset, once tables are read; undefined if there is none, as for generated data. */
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

/** Names of a dataset's classes: those of its table, otherwise `class 0`, `class 1`, ... */
export function useClassNames(
  dataset: () => DatasetConfig | undefined,
): ComputedRef<(index: number) => string> {
  const table = useTable(dataset);
  return computed(() => (index) => table.value?.labels[index] ?? `class ${index}`);
}

/** Names of a dataset's features; undefined if they have none. */
export function useFeatureNames(
  dataset: () => DatasetConfig | undefined,
): ComputedRef<readonly string[] | undefined> {
  const table = useTable(dataset);
  return computed(() => table.value?.features);
}
