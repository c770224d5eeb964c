import { AppError, isLive, type RunSummary } from '#api';
import { defineStore } from 'pinia';
import { computed, shallowReactive, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { keepEqual } from './keep-equal.ts';
import { useClient, useEvents, useReconnected } from './host.ts';
import { useLatest } from './useLatest.ts';

/** Summaries by id, as last received. Screens read runs through this store, so that a live run is live everywhere. */
export const useRunStore = defineStore('runs', () => {
  const byId = shallowReactive(new Map<string, RunSummary>());

  /** For each read in progress, the runs that events have reported since it was sent; null for removed ones. */
  const readings = new Set<Map<string, RunSummary | null>>();

  function put(runs: readonly RunSummary[]): void {
    for (const run of runs) byId.set(run.id, keepEqual(run, byId.get(run.id)));
  }

  /**
   * Puts the runs that `runsOf` takes from the answer to a request that has just been sent. The answer may have left the host before an
   * event that arrived earlier: for runs reported meanwhile, the event wins.
   */
  async function read<Answer>(
    asked: Promise<Answer>,
    runsOf: (answer: Answer) => readonly RunSummary[],
  ): Promise<Answer> {
    const told = new Map<string, RunSummary | null>();
    readings.add(told);
    try {
      const answer = await asked;
      const runs = runsOf(answer).map((run) => {
        const news = told.get(run.id);
        return news === undefined ? run : byId.has(run.id) ? null : news;
      });
      put(runs.filter((run) => run !== null));
      return answer;
    } finally {
      readings.delete(told);
    }
  }

  useEvents((event) => {
    if (event.kind === 'runsChanged') {
      for (const told of readings) for (const run of event.runs) told.set(run.id, run);
      // Only what a screen has asked for is kept: a sweep elsewhere must not fill the page's memory.
      put(event.runs.filter((run) => byId.has(run.id)));
    }
    if (event.kind === 'runsRemoved') {
      for (const told of readings) for (const id of event.ids) told.set(id, null);
      event.ids.forEach((id) => byId.delete(id));
    }
  });

  return { byId, read };
});

/** One run by id: read from the host at once, then updated by events. */
export function useRun(id: MaybeRefOrGetter<string>) {
  const client = useClient();
  const store = useRunStore();
  const { value, error, reload } = useLatest(
    () => toValue(id),
    async (wanted, signal) => {
      try {
        return await store.read(client.getRun({ id: wanted }), (run) => (signal.aborted ? [] : [run]));
      } catch (thrown) {
        // Another process has deleted it.
        if (AppError.from(thrown).code === 'notFound') store.byId.delete(wanted);
        throw thrown;
      }
    },
    { keeps: (next, answered) => next === answered },
  );
  // A run's checkpoints, and where it can be resumed, change with its status.
  watch(
    () => store.byId.get(toValue(id))?.status,
    (_status, before) => {
      if (before !== undefined) void reload();
    },
  );
  useReconnected(() => void reload());
  useEvents((event) => {
    if (event.kind === 'historyChanged') void reload();
    if (event.kind !== 'runsChanged' || !value.value) return;
    const told = event.runs.find((run) => run.id === toValue(id));
    // A run that is not training was edited: its notes may have changed.
    if (told && !isLive(told.status)) void reload();
  });

  return {
    /** The live summary; undefined until it is read. */
    run: computed(() => store.byId.get(toValue(id))),
    /** Notes, environment, forks and checkpoints as of the last reload. */
    detail: computed(() => value.value ?? undefined),
    error,
    reload,
  };
}
