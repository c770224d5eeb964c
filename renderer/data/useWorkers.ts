import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref } from 'vue';
import { useClient, useEvents, useReconnected } from './host.ts';
import { useLatest } from './useLatest.ts';

/** How often workers report, in milliseconds. */
const refreshMs = 3000;

/** The queue and its workers; the queue is null if none is set, and until that is known. */
export const useWorkers = defineStore('workers', () => {
  const client = useClient();
  const { value, error, reload } = useLatest(
    () => 'workers',
    () => client.listWorkers(),
  );
  const queue = computed(() => value.value?.queue ?? null);
  const workers = computed(() => value.value?.workers ?? []);
  /** Workers that take runs from this host. */
  const takers = computed(() =>
    workers.value.filter(({ state, refusal }) => state === 'ready' && refusal === null),
  );
  /** False until it is known whether there is a queue. */
  const isKnown = computed(() => value.value !== null);
  const followers = ref(0);
  useIntervalFn(() => {
    if (followers.value > 0 && queue.value) void reload();
  }, refreshMs);
  useEvents((event) => {
    if (event.kind === 'queueChanged') void reload();
  });
  useReconnected(() => void reload());
  return { queue, workers, takers, isKnown, error, reload, followers };
});

/** The same, read again every few seconds for the lifetime of the calling component. */
export function useFollowedWorkers(): ReturnType<typeof useWorkers> {
  const store = useWorkers();
  store.followers++;
  void store.reload();
  onScopeDispose(() => store.followers--);
  return store;
}
