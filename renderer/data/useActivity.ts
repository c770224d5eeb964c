import type { Activity, Waiting } from '#api';
import { defineStore } from 'pinia';
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { useClient, useEvents, useReconnected } from './host.ts';
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

  // An unreachable host is reported by the banner; the list follows when it is back.
  const { value, reload } = useLatest(
    () => 'activity',
    async () => {
      const before = activity.value;
      const answer = await client.getActivity();
      // An event received in the meantime is newer.
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

/** A run among those that are queued, running or paused. */
function useLiveRun(id: () => string | undefined) {
  const store = useActivity();
  return computed(() => store.activity.live.find((run) => run.id === id()));
}

/** The epoch a fork has reached while it retrains its ancestors' epochs; null if it is not doing that. */
export function useReplaying(id: () => string): ComputedRef<number | null> {
  const run = useLiveRun(id);
  return computed(() => run.value?.replaying ?? null);
}

/** The number of threads that train a run; null if none does or it has not been measured yet. */
export function useThreads(id: () => string): ComputedRef<number | null> {
  const run = useLiveRun(id);
  return computed(() => (run.value?.status === 'running' ? run.value.threads : null));
}

/** What a training run is waiting for; null if nothing. */
export function useWaiting(id: () => string | undefined): ComputedRef<Waiting | null> {
  const run = useLiveRun(id);
  return computed(() => run.value?.waiting ?? null);
}

/** True for a live run that was asked to stop. */
export function useStopping(id: () => string | undefined): ComputedRef<boolean> {
  const store = useActivity();
  return computed(() => store.stopping.has(id() ?? ''));
}

/** True for a run that would train if the host were not holding everything back: a banner says why. */
export function useHeldBack(id: () => string): ComputedRef<boolean> {
  const store = useActivity();
  const waiting = useWaiting(id);
  return computed(() => waiting.value !== null && waiting.value.reason === store.activity.held?.reason);
}
