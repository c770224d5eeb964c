import { lostSentence, type RunView } from '#api';
import { computed, watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { addressWriter } from '../../../data/address/address-writer.ts';
import { tellUnread } from '../../../data/address/unread-parts.ts';
import { usePreference } from '../../../data/usePreference.ts';
import { useRunViews, type SavedView } from '../../../data/useRunViews.ts';
import { useToasts } from '../../../data/useToasts.ts';
import { addressOfView } from '../../../words/view-address.ts';
import { knownLayout, unknownNames, withUnknown } from './known-layout.ts';
import { tablePartNames } from './table-parts.ts';
import { isSameTable, useTableAddress } from './useTableAddress.ts';

/** The saved view that the address names, and what is shown in another way than it has it, which stands in the address beside it. */
export function useOpenView(filter: Ref<string>, isPeekOpen: () => boolean) {
  const route = useRoute();
  const router = useRouter();
  const { views, replace } = useRunViews();
  const { toast } = useToasts();
  const peek = usePreference('runs.peek');
  const chart = usePreference('runs.peekMetric');

  const id = computed(() => (typeof route.query['saved'] === 'string' ? route.query['saved'] : null));
  /** The saved view that is open; null for none. */
  const view = computed(() => views.value.find((one) => one.id === id.value) ?? null);
  /** How the table is laid out: the open view's own way, which may be changed without saving, else as it was left. */
  const layout = useTableAddress(() => view.value?.layout ?? null);

  watch(
    id,
    () => {
      if (id.value === null) return;
      if (view.value === null) {
        // A copied link says beside it how the table is laid out.
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

  /** What a view of what is shown would be. */
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
    /** Whether filter or layout are others than the open view's. */
    isChanged: computed(
      () =>
        view.value !== null &&
        (filter.value !== view.value.filter || !isSameTable(layout.value, knownLayout(view.value.layout))),
    ),
    current,
    /** Makes what is shown what is kept as the open view. */
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
