import { Bookmark, Database, Grid3x3 } from '@lucide/vue';
import { computed, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useClient, useLatest, useRunViews, useTables } from '#data';
import { addressOfView, formatPlural } from '#words';
import type { PaletteItem } from './palette-item.ts';

/** Named things other than runs: saved views, sweeps and tables. Read afresh for each search. */
export function useFoundPlaces(isSearching: () => boolean) {
  const client = useClient();
  const router = useRouter();
  const saved = useRunViews();
  const store = useTables();
  const { value, isLoading } = useLatest(
    () => (isSearching() ? 'sweeps' : null),
    () => client.listSweeps({}),
    { keeps: () => true },
  );
  watch(isSearching, (isNow) => isNow && void store.reload());

  return {
    isReading: computed(
      () => isLoading.value || (isSearching() && store.tables === null && store.error === null),
    ),
    views: computed(() =>
      saved.views.value.map((view): PaletteItem => ({
        key: `view:${view.id}`,
        label: view.name,
        words: 'saved view',
        icon: Bookmark,
        ...(view.filter === '' ? {} : { note: view.filter }),
        run: () => void router.push(addressOfView(view)),
      })),
    ),
    sweeps: computed(() =>
      (value.value?.sweeps ?? []).map(({ id, name, runs }): PaletteItem => ({
        key: `sweep:${id}`,
        label: name,
        words: 'sweep',
        icon: Grid3x3,
        note: formatPlural(runs, 'run'),
        run: () => void router.push(`/sweeps/${id}`),
      })),
    ),
    tables: computed(() =>
      (store.tables ?? []).map(({ digest, name, rows }): PaletteItem => ({
        key: `table:${digest}`,
        label: name,
        words: 'table data',
        icon: Database,
        note: formatPlural(rows, 'row'),
        run: () => void router.push({ path: '/data', query: { table: digest } }),
      })),
    ),
  };
}
