import type { Activity } from '#api';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { useClient } from './useClient.ts';
import { useReconnected } from './useConnection.ts';
import { useEvents } from './useEvents.ts';

export type LiveRun = Activity['live'][number];

/** The runs that are queued, running or paused, oldest first, kept up to date by events. */
export const useActivity = defineStore('activity', () => {
  const client = useClient();
  const live = shallowRef<readonly LiveRun[]>([]);
  const running = computed(() => live.value.filter((run) => run.status === 'running'));
  /** Done share of all live epochs, 0 to 1. */
  const progress = computed(() => {
    const total = live.value.reduce((sum, run) => sum + run.epochs, 0);
    return total === 0 ? 0 : live.value.reduce((sum, run) => sum + run.epochsDone, 0) / total;
  });

  async function reload(): Promise<void> {
    live.value = (await client.getActivity()).live;
  }
  // An unreachable host is told by the banner; the list follows when it is back.
  const refresh = (): void => void reload().catch(() => undefined);
  useEvents((event) => {
    if (event.kind === 'activityChanged') live.value = event.activity.live;
  });
  useReconnected(refresh);
  refresh();

  return { live, running, progress };
});
