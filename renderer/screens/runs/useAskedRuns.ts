import { archivedTag } from '#api';
import { computed, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** Which runs the address asks for in addition to the filter `accepted`, and ways to switch to others. */
export function useAskedRuns(accepted: Readonly<Ref<string>>) {
  const route = useRoute();
  const router = useRouter();
  const trashed = computed(() => route.query['view'] === 'trash');
  const isArchive = computed(() => route.query['view'] === 'archive');
  /** Archived runs are left out, unless they are what is shown or asked for. */
  const archived = computed((): 'only' | 'without' | undefined => {
    if (isArchive.value) return 'only';
    const isAsked = trashed.value || accepted.value.includes(archivedTag);
    return isAsked ? undefined : 'without';
  });
  /** Only the runs of this sweep. */
  const sweepId = computed(() =>
    typeof route.query['sweep'] === 'string' ? route.query['sweep'] : undefined,
  );
  const listed = computed(() => ({
    ...{ sweepId: sweepId.value, filter: accepted.value },
    ...{ trashed: trashed.value, archived: archived.value },
  }));

  const keptFilter = (): { filter?: string } => (accepted.value === '' ? {} : { filter: accepted.value });

  return {
    ...{ trashed, isArchive, archived, sweepId, listed },
    /** The trash, the archive, or neither. */
    showPlace(view: 'trash' | 'archive', shown: boolean): void {
      void router.push({ path: '/runs', query: { ...keptFilter(), ...(shown ? { view } : {}) } });
    },
    /** The same runs in figures. */
    explore(): void {
      void router.push({ path: '/explore', query: { ...keptFilter(), sweep: sweepId.value } });
    },
    /** Shows the runs of all sweeps again. */
    leaveSweep(): void {
      void router.push({ path: '/runs', query: keptFilter() });
    },
  };
}
