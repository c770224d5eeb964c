import type { Activity, Waiting } from '#api';
import { defineStore } from 'pinia';
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { useClient } from './useClient.ts';
import { useReconnected } from './useConnection.ts';
import { useEvents } from './useEvents.ts';
import { useLatest } from './useLatest.ts';

const idle: Activity = {
  liveRuns: 0,
  runningRuns: 0,
  pausedRuns: 0,
  stopping: [],
  progress: 0,
  trainers: null,
  folder: null,
  held: null,
  deleting: null,
  live: [],
};

/** The runs that are queued, running or paused, kept up to date by events. */
export const useActivity = defineStore('activity', () => {
  const client = useClient();
  const activity = shallowRef(idle);

  // An unreachable host is told by the banner; the list follows when it is back.
  const { value, reload } = useLatest(
    () => 'activity',
    async () => {
      const before = activity.value;
      const answer = await client.getActivity();
      // What an event has told meanwhile is newer.
      return activity.value === before ? answer : activity.value;
    },
  );
  watch(value, (answer) => (activity.value = answer ?? idle), { flush: 'sync' });
  useEvents((event) => {
    if (event.kind === 'activityChanged') activity.value = event.activity;
  });
  useReconnected(() => void reload());

  const stopping = computed(() => new Set(activity.value.stopping));
  return { activity, stopping };
});

/** The epoch that a fork has reached while it trains its ancestors' epochs again; null when it does not. */
export function useReplaying(id: () => string): ComputedRef<number | null> {
  const store = useActivity();
  return computed(() => store.activity.live.find((run) => run.id === id())?.replaying ?? null);
}

/** How many threads train a run; null where none does, or that was not measured yet. */
export function useThreads(id: () => string): ComputedRef<number | null> {
  const store = useActivity();
  return computed(() => {
    const run = store.activity.live.find((run) => run.id === id());
    return run?.status === 'running' ? run.threads : null;
  });
}

/** For what a run waits that trains; null when it does not wait. */
export function useWaiting(id: () => string | undefined): ComputedRef<Waiting | null> {
  const store = useActivity();
  return computed(() => store.activity.live.find((run) => run.id === id())?.waiting ?? null);
}

/** True of a live run that was asked to stop. */
export function useStopping(id: () => string | undefined): ComputedRef<boolean> {
  const store = useActivity();
  return computed(() => store.stopping.has(id() ?? ''));
}

/** True of a run that would train if the host did not hold everything: a banner tells why. */
export function useHeldBack(id: () => string): ComputedRef<boolean> {
  const store = useActivity();
  const waiting = useWaiting(id);
  return computed(() => waiting.value !== null && waiting.value.reason === store.activity.held?.reason);
}
