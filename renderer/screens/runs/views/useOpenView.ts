import { lostSentence, tableLayout, type RunView, type TableLayout } from '#api';
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { addressWriter } from '../../../data/address/address-writer.ts';
import { tellUnread } from '../../../data/address/unread-parts.ts';
import { usePreference } from '../../../data/usePreference.ts';
import { useRunViews, type SavedView } from '../../../data/useRunViews.ts';
import { useToasts } from '../../../data/useToasts.ts';
import { addressOfView } from '../../../words/view-address.ts';

export interface OpenView {
  /** The saved view that is open; null for none. */
  readonly view: ComputedRef<SavedView | null>;
  /** How the table is laid out: the open view's own way, which may be changed without saving, else as it was left. */
  readonly layout: Ref<TableLayout>;
  /** Whether filter or layout are others than the open view's. */
  readonly isChanged: ComputedRef<boolean>;
  /** What a view of what is shown would be. */
  current(name: string): RunView;
  open(view: Pick<SavedView, 'id'> & RunView): void;
  close(): void;
}

/** The saved view that the address names. Filter and layout stand in the address beside it, so that a link shows them anywhere. */
export function useOpenView(filter: Ref<string>, isPeekOpen: () => boolean): OpenView {
  const route = useRoute();
  const router = useRouter();
  const { views } = useRunViews();
  const { toast } = useToasts();
  const remembered = usePreference('runs.layout');
  const peek = usePreference('runs.peek');
  const chart = usePreference('runs.peekMetric');

  const id = computed(() => (typeof route.query['saved'] === 'string' ? route.query['saved'] : null));
  const view = computed(() => views.value.find((one) => one.id === id.value) ?? null);
  const working = shallowRef<TableLayout | null>(layoutInAddress());

  function layoutInAddress(): TableLayout | null {
    const { table } = route.query;
    if (typeof table !== 'string') return null;
    try {
      return tableLayout.parse(JSON.parse(table));
    } catch {
      tellUnread('table', table);
      return null;
    }
  }

  const layout = computed<TableLayout>({
    get: () => (id.value === null ? null : (working.value ?? view.value?.layout)) ?? remembered.value,
    set(next) {
      if (id.value === null) remembered.value = next;
      else working.value = next;
    },
  });
  watch(
    id,
    (_, before) => {
      if (before !== undefined) working.value = layoutInAddress();
      if (view.value === null) return;
      const { name, lost, isPeekOpen: opens, chart: chosen } = view.value;
      if (chosen !== null) chart.value = chosen;
      if (opens !== null) peek.value = opens ? 'open' : 'closed';
      const sentence = lostSentence({ lost });
      if (sentence !== null) toast.info(`${name}: ${sentence}`);
    },
    { immediate: true },
  );
  watch([id, layout], () => {
    const table = id.value === null ? undefined : JSON.stringify(layout.value);
    if (route.query['table'] !== table) addressWriter(router).write('table', table);
  });

  return {
    view,
    layout,
    isChanged: computed(
      () =>
        view.value !== null &&
        (filter.value !== view.value.filter ||
          JSON.stringify(layout.value) !== JSON.stringify(view.value.layout)),
    ),
    current: (name) => ({
      name,
      filter: filter.value,
      layout: layout.value,
      isPeekOpen: isPeekOpen(),
      chart: chart.value,
    }),
    open: (next) => void router.push(addressOfView(next)),
    close: () => void router.push({ path: '/runs' }),
  };
}
