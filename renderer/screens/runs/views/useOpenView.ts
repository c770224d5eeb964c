import { lostSentence, type RunView } from '#api';
import { computed, watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { addressWriter, type SavedView, tellUnread, toast, usePreference, useRunViews } from '#data';
import { addressOfView } from '#words';
import { knownLayout, unknownNames, withUnknown } from './known-layout.ts';
import { tablePartNames } from './table-parts.ts';
import { isSameTable, useTableAddress } from './useTableAddress.ts';

/** The saved view named in the address, and deviations from it, which are in the address as well. */
export function useOpenView(filter: Ref<string>, isPeekOpen: () => boolean) {
  const route = useRoute();
  const router = useRouter();
  const { views, replace } = useRunViews();
  const peek = usePreference('runs.peek');
  const chart = usePreference('runs.peekMetric');

  const id = computed(() => (typeof route.query['saved'] === 'string' ? route.query['saved'] : null));
  /** The open saved view; null for none. */
  const view = computed(() => views.value.find((one) => one.id === id.value) ?? null);
  /** The table layout: the open view's own, which may be changed without saving, otherwise the one last used. */
  const layout = useTableAddress(() => view.value?.layout ?? null);

  watch(
    id,
    () => {
      if (id.value === null) return;
      if (view.value === null) {
        // A copied link also says how the table is laid out.
        const isLaidOut = tablePartNames.some((name) => route.query[name] !== undefined);
        if (!isLaidOut) tellUnread('saved', id.value);
        addressWriter(router).write('saved', undefined);
        return;
      }
      const { name, lost, isPeekOpen: opens, chart: chosen, layout: kept } = view.value;
      if (chosen !== null) chart.value = chosen;
      if (opens !== null) peek.value = opens ? 'open' : 'closed';
      const sentence = lostSentence({ lost: [...lost, ...unknownNames(kept)] });
      if (sentence !== null) toast.info(`${name}: ${sentence}`);
    },
    { immediate: true },
  );

  /** What is shown now, as a view. */
  const current = (name: string): RunView => ({
    name,
    filter: filter.value,
    layout: layout.value,
    isPeekOpen: isPeekOpen(),
    chart: chart.value,
  });

  return {
    view,
    layout,
    /** Whether filter or layout differ from those of the open view. */
    isChanged: computed(
      () =>
        view.value !== null &&
        (filter.value !== view.value.filter || !isSameTable(layout.value, knownLayout(view.value.layout))),
    ),
    current,
    /** Saves what is shown as the open view. */
    save() {
      if (view.value === null) return;
      const { id: kept, name, layout: before } = view.value;
      const shown = current(name);
      replace(kept, { ...shown, layout: withUnknown(shown.layout, before) });
      layout.value = shown.layout;
    },
    open: (next: Pick<SavedView, 'id'> & RunView): void => void router.push(addressOfView(next)),
    close: () => void router.push({ path: '/runs' }),
  };
}

export type OpenView = ReturnType<typeof useOpenView>;
